const REACHABLE = "a[href], button, input:not([type=hidden]), select, textarea";

/** Opens a menu by its button, with focus in it. */
export function enter(button) {
  button.focus(); // where Escape leads back to
  button.click();
  const menu = document.getElementById(button.getAttribute("popovertarget"));
  [...menu.querySelectorAll(REACHABLE)].find((one) => one.checkVisibility())?.focus();
}

/** Opens the menu of this id, or goes to any other element; whether focus is there. */
export function reveal(id) {
  const button = document.querySelector(`[popovertarget="${CSS.escape(id)}"]`);
  const element = document.getElementById(id);
  if (button) enter(button);
  else {
    element?.scrollIntoView({ block: "nearest" });
    element?.focus({ preventScroll: true });
  }
  return Boolean(element) && (Boolean(button) || document.activeElement === element);
}

// An address can name the menu to open.
const named = location.hash.slice(1);
if (named && document.querySelector(`[popovertarget="${CSS.escape(named)}"]`)) reveal(named);
