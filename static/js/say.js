const MOST = 3;

const toasts = () => document.getElementById("toasts");

/** Shows a toast, and so has it read aloud. The oldest goes when there are too many. */
export function show(toast) {
  toasts().append(toast);
  while (toasts().childElementCount > MOST) toasts().firstElementChild.remove();
}

/** Shows the toast of a template of the page; returns it. */
export function say(template) {
  const toast = document.getElementById(template).content.firstElementChild.cloneNode(true);
  show(toast);
  return toast;
}
