/* Copies the text of the element that a button names, or of the address that a link names, and says so. */
import { say } from "../say.js";

const LONG_ENOUGH = 2_000;

async function copy(element) {
  if (navigator.clipboard) return navigator.clipboard.writeText(element.value ?? element.textContent.trim());
  // Browsers give the clipboard to secure pages only; at home, over plain HTTP, the selection has to do.
  if (element.matches("textarea, input")) element.select();
  else getSelection().selectAllChildren(element);
  document.execCommand("copy");
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  const words = button?.querySelector("span");
  if (!button || words.textContent === button.dataset.done) return;
  await copy(document.getElementById(button.dataset.copy));
  const before = words.textContent;
  words.ariaLive = "polite";
  words.textContent = button.dataset.done;
  setTimeout(() => (words.textContent = before), LONG_ENOUGH);
});

document.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-copy-from]");
  if (!link || !navigator.clipboard || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  try {
    const answer = await fetch(link.dataset.copyFrom);
    if (!answer.ok) throw new Error(answer.statusText);
    await navigator.clipboard.writeText(await answer.text());
    link.closest("[popover]")?.hidePopover();
    say("toast-copied");
  } catch {
    location.assign(link.href); // a page to copy it from by hand
  }
});
