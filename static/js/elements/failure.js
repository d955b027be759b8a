/* No answer, or a broken one: nothing on the page changes, a toast says so, and Try again sends the same once more. */
import { say, show } from "../say.js";

function again(ctx) {
  const source = ctx.sourceElement;
  if (source.matches("form")) source.requestSubmit(ctx.request.submitter);
  else htmx.trigger(source, ctx.sourceEvent.type);
}

function offerAgain(toast, ctx) {
  toast.querySelector("[data-retry]")?.addEventListener("click", () => {
    toast.remove();
    again(ctx);
  });
}

document.addEventListener("htmx:error", ({ detail: { ctx } }) => {
  if (!ctx || ctx.response) return;
  offerAgain(say(ctx.request.method === "GET" ? "toast-unread" : "toast-unsent"), ctx);
});

document.addEventListener("htmx:response:error", ({ detail: { ctx } }) => {
  if (ctx.response.status < 500) return;
  // Our own answers say what broke; those of a proxy in between do not.
  const ours = new DOMParser().parseFromString(ctx.text, "text/html").querySelector("hx-partial .toast");
  if (ours) show(document.adoptNode(ours));
  else offerAgain(say("toast-broken"), ctx);
});
