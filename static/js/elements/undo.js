/* Ctrl+Z outside of fields takes back the last step, Ctrl+Shift+Z or Ctrl+Y does it again. In a field they are the
   browser's own. */
const TYPING = "input:not([type=checkbox], [type=radio], [type=submit], [type=button]), textarea, select, [contenteditable]";

function meant({ key, shiftKey }) {
  const letter = key.toLowerCase();
  if (letter === "y" || (letter === "z" && shiftKey)) return "redo-last";
  return letter === "z" ? "undo-last" : "";
}

document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing || event.defaultPrevented) return;
  const form = document.getElementById(meant(event));
  if (!form || event.target.closest(TYPING) || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  if (!event.repeat) form.requestSubmit();
});
