/* A dialog that arrives is opened; focus goes to its harmless button (autofocus), and afterwards back to what asked. */
import { appear } from "../appear.js";

let asked = null;
let opener = null;

document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
  asked = ctx.request.submitter ?? ctx.sourceElement;
});

/* A line of a menu is gone with its menu: what opened the menu stands for it. */
function standIn(element) {
  const menu = element?.closest("[popover]");
  return menu ? document.querySelector(`[popovertarget="${menu.id}"]`) : element;
}

function goBack() {
  if (document.activeElement === document.body) opener?.focus();
  opener = null;
}

appear("#dialogs > dialog", (dialog) => {
  opener = standIn(asked?.closest("dialog") ? opener : asked);
  dialog.showModal();
  dialog.addEventListener("close", () => {
    dialog.remove();
    goBack();
  });
});

document.addEventListener("click", (event) => {
  const dialog = event.target.closest("[data-close]")?.closest("dialog");
  if (!dialog) return;
  event.preventDefault();
  dialog.close();
});

document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  const dialog = ctx.sourceElement?.closest?.("dialog[open]");
  if (dialog && ctx.request.method !== "GET" && ctx.response.status < 400) dialog.close();
  else if (opener && !document.querySelector("#dialogs > dialog")) goBack();
});
