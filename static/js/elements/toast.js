/* A toast stays 12 seconds, longer while it is pointed at or holds focus. */
import { appear } from "../appear.js";
import "../did.js";

const STAY = 12_000;
const READER_IS_READY = 500;

appear("#toasts > .toast", (toast) => {
  let timer;
  const rest = () => (timer = setTimeout(() => toast.remove(), STAY));
  const stay = () => clearTimeout(timer);
  toast.addEventListener("pointerenter", stay);
  toast.addEventListener("focusin", stay);
  toast.addEventListener("pointerleave", () => toast.matches(":focus-within") || rest());
  toast.addEventListener("focusout", () => toast.matches(":hover") || rest());
  rest();
});

document.addEventListener("click", (event) => {
  event.target.closest("[data-close]")?.closest(".toast")?.remove();
});

// Screen readers tell what changes in a live region, not what was there when the page came.
for (const words of document.querySelectorAll("#toasts > .toast > p")) {
  setTimeout(() => words.replaceChildren(...words.cloneNode(true).childNodes), READER_IS_READY);
}
