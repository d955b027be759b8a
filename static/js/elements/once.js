/* A form that is on its way is not sent a second time: double clicks and impatient Enter keys ask once. */
const GIVE_UP = 10_000;

const onTheirWay = new Set();

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (form.getAttribute("method") !== "post") return;
    if (onTheirWay.has(form)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    onTheirWay.add(form);
    setTimeout(() => onTheirWay.delete(form), GIVE_UP);
  },
  { capture: true },
);

document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => onTheirWay.delete(ctx.sourceElement));
addEventListener("pageshow", () => onTheirWay.clear());
