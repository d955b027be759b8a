/* In [data-names] a word that begins with @ or # can be completed: below it stands who or what it may be. Arrows choose,
   Enter and Tab take what is chosen, Escape closes; focus stays in the box. Where nothing is chosen every key does what
   it always does. */
import { placeOf } from "../caret.js";

const PAUSE = 80;
const WORD = /(?<![^\s(])[@#](?:"[^"]{0,80}|[^\s@#"]{0,80})$/u;
const REST_OF_WORD = /^[^\s@#"',.;:!?()]*/u;
const GAP = 4;

let box = null; // where it is typed
let list = null; // what stands below it
let at = -1; // where in the text its sign stands
let refused = -1; // the sign whose list was closed, or whose word is taken
let asked = new AbortController();
let pause;

const isBox = (element) => element?.matches?.("[data-names]");
const options = () => [...list.querySelectorAll("[role=option]")];
const isOpen = () => Boolean(list?.isConnected && box?.isConnected);

/** The word at the caret, and where it begins. */
function wordIn(field) {
  const { value, selectionStart: caret, selectionEnd } = field;
  if (caret !== selectionEnd) return null;
  const line = value.slice(value.lastIndexOf("\n", caret - 1) + 1, caret);
  const words = WORD.exec(line)?.[0];
  return words ? { words, start: caret - words.length } : null;
}

function shut() {
  clearTimeout(pause);
  asked.abort();
  list?.remove();
  list = null;
  for (const name of ["aria-controls", "aria-activedescendant"]) box?.removeAttribute(name);
  if (box?.role === "combobox") box.ariaExpanded = "false";
}

function place() {
  if (!isOpen()) return;
  const letter = placeOf(box, at);
  const { offsetTop, height, offsetLeft, width } = visualViewport;
  const below = letter.bottom + GAP;
  const fits = below + list.offsetHeight <= offsetTop + height;
  const top = fits ? below : Math.max(letter.top - GAP - list.offsetHeight, offsetTop + GAP);
  const left = Math.min(letter.left, offsetLeft + width - list.offsetWidth - 2 * GAP);
  Object.assign(list.style, { top: `${top}px`, left: `${Math.max(left, offsetLeft + 2 * GAP)}px` });
}

function choose(option) {
  for (const one of options()) one.ariaSelected = String(one === option);
  box.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const all = options();
  const from = all.findIndex((one) => one.ariaSelected === "true");
  choose(from < 0 ? all.at(by > 0 ? 0 : -1) : all[(from + by + all.length) % all.length]);
}

/* Written as if it were typed, so that it can be taken back like anything typed. */
function take(option) {
  const { start, words } = wordIn(box);
  const end = start + words.length;
  const rest = box.value.slice(end);
  const over = words.includes('"') ? Number(rest.startsWith('"')) : REST_OF_WORD.exec(rest)[0].length;
  const gap = /^[\s.,;:!?)]/u.test(rest.slice(over)) ? "" : " ";
  refused = start;
  box.setSelectionRange(start, end + over);
  document.execCommand("insertText", false, option.dataset.put + gap);
  shut();
}

function said() {
  return document.getElementById("names-said") ?? document.body.appendChild(
    Object.assign(document.createElement("p"), { id: "names-said", className: "vh", ariaLive: "polite" }),
  );
}

function open(found) {
  if (isOpen()) list.replaceChildren(...found.childNodes);
  else {
    list = found;
    box.after(list);
    list.showPopover();
  }
  box.setAttribute("aria-controls", list.id);
  box.removeAttribute("aria-activedescendant");
  if (box.role === "combobox") box.ariaExpanded = "true";
  said().textContent = found.dataset.said;
  place();
}

function addressOf(field, words) {
  const { team } = field.form.elements; // where there is a choice of them
  const address = new URL(field.dataset.names.replace(/\d+/, team?.value || "$&"), location.href);
  address.searchParams.set("q", words);
  return address;
}

async function ask(field, { words, start }) {
  asked = new AbortController();
  const { signal } = asked;
  const answer = await fetch(addressOf(field, words), { signal, headers: { "HX-Request": "true" } }).catch(() => null);
  const text = answer?.ok && (await answer.text().catch(() => ""));
  if (signal.aborted || !field.isConnected || document.activeElement !== field) return;
  const found = document.createRange().createContextualFragment(text || "").firstElementChild;
  if (!found?.querySelector("[role=option]")) return shut();
  at = start;
  open(found);
}

function look(field) {
  clearTimeout(pause);
  asked.abort();
  const word = wordIn(field);
  if (!word || word.start !== refused) refused = -1;
  if (word && word.start === at && box === field && isOpen()) pause = setTimeout(ask, PAUSE, field, word);
  else {
    shut();
    box = field;
    if (word && refused < 0) pause = setTimeout(ask, PAUSE, field, word);
  }
}

document.addEventListener("input", ({ target }) => {
  if (isBox(target) && document.activeElement === target) look(target);
});

// A box for many lines is no combobox to anybody, but may have a list all the same.
function meet(field) {
  if (!isBox(field)) return;
  if (field.matches("input")) Object.assign(field, { role: "combobox", ariaExpanded: "false" });
  Object.assign(field, { ariaAutoComplete: "list", ariaHasPopup: "listbox" });
  said().textContent = "";
}

meet(document.activeElement);
document.addEventListener("focusin", ({ target }) => meet(target));

document.addEventListener("focusout", ({ target }) => target === box && shut());
document.addEventListener("selectionchange", () => isOpen() && wordIn(box)?.start !== at && shut());
for (const moved of ["scroll", "resize"]) addEventListener(moved, place, { capture: true, passive: true });
visualViewport.addEventListener("resize", place);

// Ahead of all others, which do not hear of keys that the list takes.
document.addEventListener("keydown", (event) => {
  const held = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.isComposing;
  if (event.target !== box || held || !isOpen()) return;
  const chosen = list.querySelector("[aria-selected=true]");
  if (event.key === "ArrowDown" || event.key === "ArrowUp") step(event.key === "ArrowDown" ? 1 : -1);
  else if (event.key === "Escape") {
    refused = at;
    shut();
  } else if ((event.key === "Enter" || event.key === "Tab") && chosen) take(chosen);
  else return;
  event.preventDefault();
  event.stopPropagation();
}, true);

document.addEventListener("mousedown", (event) => list?.contains(event.target) && event.preventDefault());
document.addEventListener("click", ({ target }) => {
  const option = list?.contains(target) && target.closest("[role=option]");
  if (option) take(option);
});
