/* Copies the text of the element that the button names, and says so in its own words. */
const LONG_ENOUGH = 2_000;

async function copy(element) {
  if (navigator.clipboard) return navigator.clipboard.writeText(element.textContent.trim());
  // Browsers give the clipboard to secure pages only; at home, over plain HTTP, the selection has to do.
  getSelection().selectAllChildren(element);
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
