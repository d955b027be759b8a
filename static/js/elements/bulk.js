/* The bar that changes picked rows: it counts them, and once they are changed nothing is picked any more and focus
   goes to the first of them that is still there, else to what follows, else to the heading. */
import { appear } from "../appear.js";
import { clear } from "./pick.js";

let onward = null;

const bar = () => document.getElementById("bulk");
const keyOf = () => document.getElementById("bulk-key")?.value;

function count(n) {
  for (const place of document.querySelectorAll("#bulk .num")) {
    if (place.textContent !== String(n)) place.textContent = n;
  }
}

/** The ids where focus can go: the first picked row, those behind it, and its group. */
function wayOn() {
  const row = document.querySelector(":is(.row, .card):has(.pick:checked)");
  const rows = [...document.querySelectorAll(".selectable :is(.row, .card)")];
  const group = row?.closest(".group, .column");
  const behind = rows.slice(rows.indexOf(row)).filter((one) => one.closest(".group, .column") === group);
  return { key: keyOf(), ids: behind.map(({ id }) => id), group: group?.id };
}

function goOn({ ids, group }) {
  for (const menu of document.querySelectorAll("#bulk :popover-open")) menu.hidePopover();
  const row = ids.map((id) => document.getElementById(id)).find((one) => one);
  const place = row?.querySelector(".row-title a, .card-title") ?? document.querySelector(`#${group} > summary, #${group} .column-add`);
  (place ?? document.getElementById("main")).focus({ preventScroll: true });
}

document.addEventListener("picked", ({ detail }) => count(detail));

document.addEventListener("reset", (event) => {
  if (event.target !== bar()) return;
  const way = wayOn();
  const inBar = bar().contains(document.activeElement);
  clear();
  if (inBar) goOn(way);
});

document.addEventListener("htmx:before:swap", ({ detail: { ctx } }) => {
  onward = ctx.sourceElement?.closest?.("#bulk, #dialogs") ? wayOn() : null;
});

// A new key says that the selection was dealt with; a preview, or a refusal, leaves it as it is. By now dialogs are
// closed and have given their focus back.
document.addEventListener("htmx:finally:swap", () => {
  const way = onward;
  onward = null;
  if (!way || way.key === keyOf()) return;
  bar().reset();
  goOn(way);
});

// Enter after a day means the button below it.
appear(".menu [data-enter]", (field) => {
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    field.form.requestSubmit(field.form.querySelector(`[name=${field.dataset.enter}][value=given]`));
  });
});
