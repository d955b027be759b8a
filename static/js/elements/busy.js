/* Whatever takes longer than a blink makes the control that asked busy; it keeps its size and its words. */
const BLINK = 150;

const waiting = new WeakMap();

function wait(key, control) {
  const timer = setTimeout(() => control.setAttribute("aria-busy", "true"), BLINK);
  waiting.set(key, () => {
    clearTimeout(timer);
    control.removeAttribute("aria-busy");
  });
}

function rest(key) {
  waiting.get(key)?.();
  waiting.delete(key);
}

document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
  const source = ctx.sourceElement;
  wait(ctx, ctx.request.submitter || (source.matches("form") && source.querySelector("button:not([type])")) || source);
});
document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => rest(ctx));

document.addEventListener("submit", (event) => {
  if (event.submitter && !event.defaultPrevented) wait(document, event.submitter);
});
addEventListener("pageshow", () => rest(document));
