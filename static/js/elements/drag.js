/* Dragging by pointer: mouse, finger and pen alike. Nothing needs it: what a drop does is a form that is there for keys
   and without a script too.

   A thing      <li id="todo-41" data-drag="place" data-drag-id="41">
                `data-drag` is the id of a <template> that holds one form; in its address `0` stands for the thing's id:
                <template id="place">{% call form_to("PUT", "/todos/0/place", swaps=true) %}…</template>
                With `data-drag-with="version=3"` its form is sent with these names and values besides.
   A place      <section data-drop="section=3">
                Dropped there the form is sent with these names and values besides its own. `data-drop=""` sends none.
                `data-drop-form` is the id of another template, for a place where another form is meant.
   Its order    <ol data-drop-list>, the place itself or in it: things in it stand in an order, and the form gets
                `after` and `before`, the ids of the new neighbours (empty at the ends).
   Below others <ol data-drop-list data-drop-under="parent">: held further to the end of the line, by the indent, a thing
                goes below the one above it, and the form gets that one's id by this name instead.

   A mouse drags at once; a finger or pen has to rest on the thing first, as moving means to scroll. At the edges the page
   and what scrolls in it scroll along. Escape leaves everything as it was. Styles: .dragging follows the hand, .left is
   where it was, .over the place below, .drop-mark the gap; .on-its-way is sent and not yet answered. The server's answer
   has the last word: it sends the thing where it really stands; anything but a yes puts it back. */
import { appear } from "../appear.js";
import { listOf, put, thingsIn } from "../put.js";

const SLACK = 5; // px that a hand trembles
const REST = 350; // ms that a finger rests
const EDGE = 56; // px from an edge where it scrolls
const STEP = 14; // px that it scrolls per frame
const INDENT = 40; // px to the end of the line that mean "below"
const OTHERS = "button, input, select, textarea, summary, label, [popover]";

let held = null;

const rightToLeft = () => document.documentElement.dir === "rtl";

/** What follows the hand. As a popover it lies over everything, and looks as it does in its own surroundings. */
function ghostOf(thing) {
  const { left, top, width, height } = thing.getBoundingClientRect();
  const ghost = thing.cloneNode(true);
  for (const one of [ghost, ...ghost.querySelectorAll("[id]")]) one.removeAttribute("id");
  for (const one of ghost.querySelectorAll("input, [popover]")) one.remove();
  ghost.removeAttribute("data-drag");
  ghost.classList.add("dragging");
  ghost.inert = true;
  ghost.popover = "manual";
  Object.assign(ghost.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
  return ghost;
}

function markFor(list) {
  const mark = document.createElement(list?.matches("ol, ul") ?? true ? "li" : "div");
  mark.className = "drop-mark";
  mark.setAttribute("aria-hidden", "true");
  return mark;
}

function start() {
  const { thing } = held;
  clearTimeout(held.timer);
  held.ghost = ghostOf(thing);
  held.mark = markFor(thing.parentElement);
  thing.parentElement.append(held.ghost);
  held.ghost.showPopover();
  thing.classList.add("left");
  document.documentElement.classList.add("drags");
  getSelection().removeAllRanges();
  held.frame = requestAnimationFrame(scroll);
}

const reach = (place, at) => (at > place - EDGE ? STEP : 0);

/** The nearest thing around the pointer that scrolls sideways. */
function slider(element) {
  for (let one = element; one; one = one.parentElement) {
    if (one.scrollWidth > one.clientWidth && getComputedStyle(one).overflowX.match(/auto|scroll/)) return one;
  }
  return null;
}

function scroll() {
  if (!held?.ghost) return;
  const { x, y } = held;
  scrollBy(0, reach(innerHeight, y) - (y < EDGE ? STEP : 0));
  const across = slider(document.elementFromPoint(x, y));
  if (across) {
    const { left, right } = across.getBoundingClientRect();
    across.scrollLeft += reach(Math.min(right, innerWidth), x) - (x < Math.max(left, 0) + EDGE ? STEP : 0);
  }
  aim();
  held.frame = requestAnimationFrame(scroll);
}

function over(place) {
  if (place === held.place) return;
  held.place?.classList.remove("over");
  place?.classList.add("over");
  held.place = place;
}

function show(mark, list, before, last) {
  mark.classList.toggle("under", Boolean(held.under));
  if (before) mark.nextElementSibling === before || before.before(mark);
  else if (last) mark.previousElementSibling === last || last.after(mark);
  else if (mark.parentElement !== list) list.append(mark);
}

/** What the pointer means: a place, and in it the thing to stand ahead of, or the one to go below. */
function aim() {
  const { thing, ghost, mark, x, y } = held;
  ghost.style.translate = `${x - held.startX}px ${y - held.startY}px`;
  over(document.elementFromPoint(x, y)?.closest("[data-drop]") ?? null);
  Object.assign(held, { before: null, under: null });
  const list = held.place && !held.place.dataset.dropForm && listOf(held.place);
  if (!list?.checkVisibility()) {
    mark.remove();
    return;
  }
  const others = thingsIn(list).filter((one) => one !== thing);
  const found = others.findIndex((one) => {
    const { top, height } = one.getBoundingClientRect();
    return y < top + height / 2;
  });
  const at = found < 0 ? others.length : found;
  const along = (x - held.startX) * (rightToLeft() ? -1 : 1);
  held.before = others[at] ?? null;
  if (list.dataset.dropUnder && along > INDENT) held.under = others[at - 1] ?? null;
  show(mark, list, held.before, others.at(-1));
}

function end() {
  const { ghost, mark, place, thing, timer, frame } = held;
  clearTimeout(timer);
  cancelAnimationFrame(frame);
  ghost?.remove();
  mark?.remove();
  place?.classList.remove("over");
  thing.classList.remove("left");
  document.documentElement.classList.remove("drags");
  held = null;
}

/** Whether it would stand just where it stands. */
function stays({ thing, place, before, under }) {
  const list = place.dataset.dropForm ? null : listOf(place);
  if (under) return false;
  if (!list) return thing.closest("[data-drop]") === place;
  const things = thingsIn(list);
  const at = things.indexOf(thing);
  return at >= 0 && (things[at + 1] ?? null) === before;
}

function drop() {
  const { place, before, under } = held;
  // It may have come anew while it was held.
  const thing = held.thing.isConnected ? held.thing : document.getElementById(held.thing.id);
  const nothing = !thing || !place || stays({ thing, place, before, under });
  end();
  if (!nothing) put(thing, place, { before, under });
}

document.addEventListener("pointerdown", (event) => {
  const thing = event.target.closest("[data-drag]");
  // A page that shows such things without their form lets them stay where they are.
  if (held || !document.getElementById(thing?.dataset.drag) || event.button !== 0 || !event.isPrimary || event.target.closest(OTHERS)) return;
  const { pointerId, pointerType, clientX: x, clientY: y } = event;
  held = { thing, pointerId, x, y, startX: x, startY: y, place: null };
  if (pointerType !== "mouse") held.timer = setTimeout(start, REST);
});

document.addEventListener("pointermove", (event) => {
  if (held?.pointerId !== event.pointerId) return;
  const { clientX: x, clientY: y } = event;
  const far = Math.hypot(x - held.startX, y - held.startY) > SLACK;
  Object.assign(held, { x, y });
  if (held.ghost) aim();
  else if (far && held.timer) end();
  else if (far) start();
});

document.addEventListener("pointerup", (event) => {
  if (held?.pointerId !== event.pointerId) return;
  if (!held.ghost) return end();
  // The click that follows is not one.
  const swallow = (click) => (click.preventDefault(), click.stopImmediatePropagation());
  addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => removeEventListener("click", swallow, { capture: true }));
  aim();
  drop();
});

document.addEventListener("pointercancel", (event) => held?.pointerId === event.pointerId && end());
addEventListener("blur", () => held && end());
document.addEventListener(
  "keydown",
  (event) => {
    if (!held?.ghost || event.key !== "Escape") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    end();
  },
  { capture: true },
);

// What browsers do by themselves with links and resting fingers.
document.addEventListener("dragstart", (event) => event.target.closest?.("[data-drag]") && event.preventDefault());
document.addEventListener("contextmenu", (event) => held?.timer && event.preventDefault());
appear("[data-drop]", (place) => {
  place.addEventListener("touchmove", (event) => held?.ghost && event.preventDefault(), { passive: false });
});
