/* Picking rows: Shift and a click take all from the last one up to here; on a row X picks it, Shift X up to it, and
   Escape clears. A row that the server sends anew stays picked. */
import { appear } from "../appear.js";
import { works } from "../ways.js";

const BOX = ".selectable .pick";
const WRITTEN = "textarea, select, input:not([type=checkbox], [type=radio])";

const picked = new Set();
let last = null;


function note(box) {
  if (box.checked) picked.add(box.value);
  else picked.delete(box.value);
}

/* For the stylesheet: whether anything is picked, and whether fingers are to pick. */
function show() {
  const { classList } = document.documentElement;
  classList.toggle("picking", document.querySelector(`${BOX}:checked`) !== null);
  classList.toggle("choosing", document.querySelector("#selecting:checked") !== null);
}

function tell() {
  show();
  document.dispatchEvent(new CustomEvent("picked", { detail: picked.size }));
}

/** All boxes from the last one that was picked up to this one become like this one. */
function reach(box) {
  const boxes = [...document.querySelectorAll(BOX)];
  const ends = [boxes.findIndex(({ value }) => value === last), boxes.indexOf(box)].sort((one, other) => one - other);
  for (const between of ends[0] < 0 ? [box] : boxes.slice(ends[0], ends[1] + 1)) {
    if (!between.checkVisibility()) continue;
    between.checked = box.checked;
    note(between);
  }
}

function take(box, upToHere) {
  if (upToHere) reach(box);
  else note(box);
  last = box.value;
  tell();
}

/** Nothing is picked any more. */
export function clear() {
  for (const box of document.querySelectorAll(BOX)) box.checked = false;
  picked.clear();
  last = null;
  tell();
}

document.addEventListener("click", (event) => {
  if (event.target.matches(BOX)) take(event.target, event.shiftKey);
});

document.addEventListener("change", ({ target }) => target.matches("#selecting") && show());
document.addEventListener("htmx:after:swap", show);

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.target.matches(WRITTEN)) return;
  const box = event.target.closest(".selectable :is(.row, .card)")?.querySelector(".pick");
  if (event.key.toLowerCase() === "x" && box && works(event.shiftKey ? "shift x" : "x")) {
    event.preventDefault();
    box.checked = event.shiftKey || !box.checked;
    take(box, event.shiftKey);
  }
  if (event.key === "Enter" && event.target.matches(BOX)) event.preventDefault(); // it would press a button of the bar
  if (event.key === "Escape" && picked.size && !document.querySelector(":popover-open, dialog[open]")) {
    event.preventDefault();
    document.getElementById("bulk").reset();
  }
});

appear(BOX, (box) => {
  if (picked.has(box.value)) box.checked = true;
  if (!box.checked) return;
  note(box);
  tell();
});
// Browsers put back what was picked after a reload, or with the page that one came back to.
addEventListener("pageshow", () => {
  for (const box of document.querySelectorAll(BOX)) note(box);
  tell();
});
