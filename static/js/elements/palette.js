/* The palette: Ctrl+K or [data-palette] opens it, arrows choose, Enter goes. Focus stays in its box; what is chosen is
   told by aria-activedescendant. What it offers comes from the server while somebody types. */
const dialog = () => document.getElementById("palette");
const box = () => document.getElementById("palette-q");
const options = () => [...dialog().querySelectorAll("[role=option]")];

function choose(option) {
  for (const one of options()) one.setAttribute("aria-selected", String(one === option));
  box().setAttribute("aria-expanded", String(Boolean(option)));
  if (option) box().setAttribute("aria-activedescendant", option.id);
  else box().removeAttribute("aria-activedescendant");
  option?.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const all = options();
  const at = all.findIndex((one) => one.getAttribute("aria-selected") === "true");
  if (all.length) choose(all.at((at + by) % all.length));
}

function open() {
  if (document.querySelector("dialog[open]")) return;
  dialog().showModal();
  box().select();
  htmx.trigger(box(), "offer");
}

function isKey(event) {
  const held = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  return held && event.key.toLowerCase() === "k" && !event.isComposing;
}

document.addEventListener("keydown", (event) => {
  if (!dialog() || !isKey(event)) return;
  event.preventDefault();
  if (dialog().open) dialog().close();
  else open();
});

document.addEventListener("click", (event) => {
  const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  if (!event.target.closest("[data-palette]") || !dialog() || !plain) return;
  event.preventDefault();
  open();
});

document.addEventListener("keydown", (event) => {
  if (event.target.id !== "palette-q" || event.isComposing) return;
  const chosen = dialog().querySelector("[aria-selected=true]");
  const moves = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in moves) step(moves[event.key]);
  else if (event.key === "Enter" && chosen && !waiting()) chosen.click();
  else return;
  event.preventDefault();
});

/* What was typed last has no answer yet, so what is chosen belongs to other words: Enter asks the whole search. */
let answered = "";
const waiting = () => box().value !== answered;

document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  if (ctx.sourceElement !== box()) return;
  answered = new URL(ctx.request.action, location.href).searchParams.get("q") ?? "";
  choose(options()[0]);
});
