/* Single keys outside of fields: each does what the control with that data-key does, by pressing it. The keys of a list
   move between its rows, or with a todo open beside the list from todo to todo, and press what is in the row.
   What the hero has switched off does nothing. */
import { enter } from "../reveal.js";
import { works } from "../ways.js";
import { go, isOpen, openLink } from "./sheet.js";

const TYPING = "input, textarea, select, [contenteditable]";
const OVER = "dialog[open], [popover]:popover-open";
const SOON = 1_000;

let first = "";
let timer;

/** The key by what it writes; on keyboards of other alphabets, by where it is. */
function keyOf({ key, code, shiftKey }) {
  if (key.length > 1) return key;
  const letter = /^[!-~ ]$/.test(key) ? key : (/^Key([A-Z])$/.exec(code)?.[1] ?? "").toLowerCase();
  return shiftKey && /[a-z]/i.test(letter) ? "" : letter.toLowerCase();
}

const LINK = ".row .row-title a, .card .card-title";

const rowOf = (element) => element?.closest(".row, .card");

function walk(by) {
  const all = [...document.querySelectorAll(LINK)];
  const row = rowOf(document.activeElement) ?? rowOf(openLink());
  const at = all.indexOf(row?.querySelector(LINK));
  const ahead = by < 0 && at >= 0 ? all.slice(0, at).reverse() : all.slice(at + 1);
  const next = ahead.find((link) => link.checkVisibility()) ?? all[at];
  if (next && isOpen()) go(next.href);
  else next?.focus();
  return Boolean(next);
}

/* Only for whoever may: a row whose tick is a button is one that can be edited. */
function lead(link, path, over) {
  if (!rowOf(link).querySelector("button.tick")) return;
  if (over) htmx.ajax("GET", link.pathname + path, { source: link });
  else go(link.pathname + path);
}

const idOf = (link) => link.pathname.split("/").at(-1);
const menu = (name) => (link) => lead(link, `#${name}-${idOf(link)}`);

const IN_ROW = {
  o: (link) => link.click(),
  " ": (link) => rowOf(link).querySelector("button.tick")?.click(),
  d: (link) => rowOf(link).querySelector("button.tick")?.click(),
  e: (link) => lead(link, "/edit"),
  m: (link) => lead(link, "/move"),
  a: menu("heroes"),
  l: menu("labels"),
  t: menu("due"),
  p: menu("priority"),
  "#": (link) => lead(link, "/deletion", true),
  c: (link) => go(`${link.pathname}#body`),
  Delete: (link) => lead(link, "/deletion", true),
  ArrowDown: () => walk(1),
  ArrowUp: () => walk(-1),
};

function press(key) {
  if (key === "Delete") return press("#");
  const control = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key);
  if (control?.matches(TYPING)) control.focus();
  else if (control?.matches("[popovertarget]")) enter(control);
  else control?.click();
  return Boolean(control);
}

function act(key) {
  const link = document.activeElement?.matches(LINK) ? document.activeElement : null;
  if (link && key in IN_ROW) {
    IN_ROW[key](link);
    return true;
  }
  if (key === "j" || key === "k") return walk(key === "j" ? 1 : -1);
  return press(key);
}

function isOurs(event) {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return false;
  return !event.target.matches(TYPING) && !document.querySelector(OVER);
}

document.addEventListener("keydown", (event) => {
  const key = isOurs(event) ? keyOf(event) : "";
  const both = first ? `${first} ${key}` : key;
  clearTimeout(timer);
  first = "";
  if (!key || event.repeat && !/^[jk]$|^Arrow/.test(key)) return;
  if (document.querySelector(`[data-key^="${CSS.escape(both)} "]`)) {
    first = both;
    timer = setTimeout(() => (first = ""), SOON);
  } else if (works(both) && act(both)) event.preventDefault();
});
