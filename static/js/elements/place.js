/* The same as dragging, by keys: Alt and an arrow move the thing that has focus. Up and down go along its list and on to
   the next one; to the sides, on a board to the column beside, else below the one above it or out to where that stands.
   Without Alt the arrows to the sides go to the card beside. */
import { ask, listOf, put, thingsIn } from "../put.js";

const LINK = "a[id]";

let focused = "";

const thingOf = (element) => element?.closest?.("[data-drag]");
const places = () => [...document.querySelectorAll("[data-drop]")].filter((place) => place.checkVisibility());
const things = (place) => (listOf(place) ? thingsIn(listOf(place)) : [...place.querySelectorAll("[data-drag]")]);

function focus(thing) {
  const link = thing?.querySelector(LINK);
  link?.focus({ preventScroll: true });
  thing?.scrollIntoView({ block: "nearest", inline: "nearest" });
  return Boolean(link);
}

/** The place so many places further on. */
function beside(thing, by) {
  const all = places();
  return all[all.indexOf(thing.closest("[data-drop]")) + by];
}

function along(thing, by) {
  const place = thing.closest("[data-drop]");
  if (!listOf(place)) return;
  const all = things(place);
  const at = all.indexOf(thing);
  const next = beside(thing, by);
  if (all[at + by]) put(thing, place, { before: by < 0 ? all[at - 1] : (all[at + 2] ?? null) });
  else if (next) put(thing, next, { before: by < 0 ? null : (things(next)[0] ?? null) });
}

function aside(thing, by) {
  const place = thing.closest("[data-drop]");
  const at = things(place).indexOf(thing);
  if (thing.closest(".board")) {
    const next = beside(thing, by);
    if (next) put(thing, next, { before: things(next)[at] ?? null });
  } else if (by > 0 && at > 0) put(thing, place, { under: things(place)[at - 1] });
  else if (by < 0 && place.matches(".subs")) ask(thing, [["step", "out"]]);
}

function visit(thing, by) {
  const next = beside(thing, by);
  const cards = next ? things(next) : [];
  return focus(cards[things(thing.closest("[data-drop]")).indexOf(thing)] ?? cards.at(-1));
}

function act({ key, altKey }, thing) {
  const side = { ArrowLeft: -1, ArrowRight: 1 }[key];
  const forward = side && document.documentElement.dir === "rtl" ? -side : side;
  if (!altKey) return Boolean(forward && thing.closest(".board")) && visit(thing, forward);
  focused = thing.querySelector(LINK)?.id ?? "";
  if (forward) aside(thing, forward);
  else along(thing, key === "ArrowUp" ? -1 : 1);
  return focus(thing);
}

document.addEventListener("keydown", (event) => {
  const { key, target, ctrlKey, metaKey, shiftKey, altKey } = event;
  if (!/^Arrow(Up|Down|Left|Right)$/.test(key) || ctrlKey || metaKey || shiftKey) return;
  const thing = target.matches(LINK) && thingOf(target);
  if (!thing || !document.getElementById(thing.dataset.drag)) return;
  if (document.querySelector("dialog[open], [popover]:popover-open")) return;
  if (act(event, thing) || altKey) event.preventDefault();
});

// The answer sends the thing anew; by then nothing has focus, unless somebody went on.
document.addEventListener("htmx:finally:swap", () => {
  const link = focused && document.getElementById(focused);
  if (link && (document.activeElement === document.body || document.activeElement === link)) focus(thingOf(link) ?? null);
  if (link) focused = "";
});
