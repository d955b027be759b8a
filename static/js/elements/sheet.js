/* On a wide screen a todo opens beside the list that it stands in: in #sheet, under the todo's own address. Back, Escape
   and its cross lead to the list again, to the todo's link. A request that is made meanwhile says so (Beside), and
   an answer that leads to the todo or to the list shows them where they are. On narrow screens a link is a link. */
import { appear } from "../appear.js";
import "../did.js";
import { reveal } from "../reveal.js";

const WIDE = matchMedia("(width >= 60rem)");
const OF_TODO = /^\/(todos\/\d+(\/edit|\/move|\/due)?|comments\/\d+\/edit)$/;
const LISTED = ":is(li, td, .card, .pin) a[href]";
const OVER = "dialog[open], [popover]:popover-open";
const HELD = 600; // ms in which a list takes its new width
const TYPING = "input:not([type=checkbox], [type=radio]), textarea, select";

const here = () => location.pathname + location.search;
const place = document.getElementById("sheet")?.cloneNode();

let list = here(); // the address of what is in main
const strange = Boolean(history.state?.beside); // after a reload: the todo as a page, behind which lies a list
let wanted = ""; // the address that was asked for last
let onward = null; // where focus goes if the todo goes
let landing = null;
let anchor = "";
let released = () => {}; // lets go of what is held in its place

const sheet = () => document.querySelector("#sheet.sheet");
const onList = () => Boolean(place) && !document.querySelector("main .sheet");
const todoOf = (address) => /^\/todos\/\d+/.exec(address)?.[0];

/** Whether a todo is open beside the list. */
export const isOpen = () => Boolean(sheet());

/** The link in the list to the todo that is open. */
export const openLink = () => document.querySelector("main a[aria-current=true]");

function mark(address) {
  const todo = todoOf(address);
  for (const link of document.querySelectorAll("main a[aria-current=true]")) {
    link.removeAttribute("aria-current");
    link.closest(".open")?.classList.remove("open");
  }
  const link = todo && [...document.querySelectorAll(`main ${LISTED}`)].find((one) => one.pathname === todo);
  link?.setAttribute("aria-current", "true");
  link?.closest("li, td, .card")?.classList.add("open");
}

/* The list becomes narrower or wider, and its rows higher or lower, some of them only in the next frames: what one looks
   at stays where it is, until somebody moves it. An observer is asked before the page is painted. */
function keepInSight(link, top) {
  if (!link?.isConnected) return;
  const hold = () => scrollBy({ top: link.getBoundingClientRect().top - top, behavior: "instant" });
  const observer = new ResizeObserver(hold);
  const release = () => observer.disconnect();
  setTimeout(release, HELD);
  released();
  released = release;
  hold();
  for (const element of [link.closest("main"), link.closest("li, td, .card")]) element && observer.observe(element);
}

for (const moves of ["wheel", "touchmove", "pointerdown", "keydown"]) {
  addEventListener(moves, () => released(), { capture: true, passive: true });
}

async function load(address, event = { type: "click" }) {
  const url = new URL(address, location.href);
  wanted = url.pathname + url.search;
  anchor = url.hash.slice(1);
  mark(wanted);
  const source = openLink() ?? sheet() ?? document.body;
  await htmx.ajax("GET", wanted, { source, event, target: "#sheet", swap: "outerHTML", headers: { Beside: list } });
  mark(isOpen() ? here() : "");
}

const refresh = (address) => htmx.ajax("GET", address, { target: "#main", swap: "outerMorph" });

/** Goes to a page of a todo: beside the list where there is room, else away from it. A hash names what to use there. */
export function go(address, event) {
  if (WIDE.matches && onList()) load(address, event);
  else location.assign(address);
}

function shut() {
  const link = openLink();
  const top = link?.getBoundingClientRect().top;
  sheet()?.replaceWith(place.cloneNode());
  keepInSight(link, top);
  mark("");
  return link;
}

/** Closes the todo: the address is that of the list again. */
export function close() {
  if (history.state?.beside) history.back();
  else {
    history.replaceState({ htmx: true }, "", list);
    shut()?.focus();
  }
}

function greet(panel) {
  if (panel.querySelector("#problems, #conflict")) return;
  const title = document.getElementById(panel.getAttribute("aria-labelledby"));
  if (!anchor || !reveal(anchor)) title.focus({ preventScroll: true });
  anchor = "";
}

appear("#sheet.sheet", (panel) => {
  const { address } = panel.dataset;
  if (address && address !== here()) {
    history[history.state?.beside ? "replaceState" : "pushState"]({ htmx: true, beside: list }, "", address);
  }
  mark(here());
  greet(panel);
});

// The todo is gone: the server took its sheet away.
appear("#sheet:not(.sheet)", () => {
  if (!history.state?.beside || here() === list) return;
  landing = onward;
  history.back();
});

/* Once a step back or forth is done, the browser takes focus away from what had it all along. */
function land(element) {
  element?.focus();
  globalThis.navigation?.transition?.finished.then(() => element?.focus());
}

// Back and forth. What htmx marks as its own it would ask for as a whole; what is here already need not come again.
document.addEventListener("htmx:before:history:restore", (event) => {
  const { beside } = history.state;
  if (here() === list) {
    land(shut() ?? document.getElementById(landing) ?? document.getElementById("main"));
    landing = null;
  } else if (beside === list && WIDE.matches) load(here());
  else if (beside || strange) location.reload();
  else {
    list = here();
    return;
  }
  event.preventDefault();
});

for (const moved of ["htmx:after:history:push", "htmx:after:history:replace"]) {
  document.addEventListener(moved, ({ detail: { path } }) => {
    list = path;
    if (isOpen()) shut();
  });
}

function leadsHere(link) {
  if (link.origin !== location.origin || !OF_TODO.test(link.pathname) || link.target || link.hasAttribute("hx-get")) {
    return false;
  }
  return Boolean(link.closest("#sheet.sheet")) || (link.matches(`main ${LISTED}`) && onList());
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button);
  if (!link || !plain || event.defaultPrevented || !WIDE.matches) return;
  if (link.matches("[data-leave]") && isOpen()) {
    event.preventDefault();
    close();
  } else if (leadsHere(link)) {
    event.preventDefault();
    if (link.closest("#sheet") && link.hash && link.pathname + link.search === here()) reveal(link.hash.slice(1));
    else load(link.href, event);
  }
});

// A form that would lead to another page is answered in the sheet.
appear("#sheet.sheet form[method=post]:not([hx-post])", (form) => form.setAttribute("hx-post", ""));

// Forms that only ask, such as one that looks for a parent.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "get" || !form.closest("#sheet.sheet") || event.defaultPrevented) return;
  event.preventDefault();
  load(`${form.getAttribute("action")}?${new URLSearchParams(new FormData(form))}`);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || !isOpen() || document.querySelector(OVER)) return;
  if (event.target.matches(TYPING)) event.target.blur();
  else close();
});

document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
  if (isOpen()) ctx.request.headers.Beside = list;
});

/* A form that stays on the page is a new one after each time. */
function renew(form) {
  const key = form.querySelector?.("[name=_key]");
  if (key) key.value = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(36)).join("");
}

/* An answer that leads on: to the todo or to its list, which are on the page already. */
document.addEventListener("htmx:after:request", (event) => {
  const { ctx } = event.detail;
  const asked = ctx.request.method === "GET" && ctx.target?.id === "sheet";
  if (asked && !ctx.hx.redirect && new URL(ctx.request.action, location.href).pathname !== wanted.split("?")[0]) {
    event.preventDefault(); // somebody was quicker and asked for another
    return;
  }
  const to = ctx.hx?.redirect && new URL(ctx.hx.redirect, location.href);
  if (!to || !WIDE.matches || !onList()) return;
  const ofTodo = OF_TODO.test(to.pathname) && (isOpen() || document.querySelector("main .row"));
  if (!ofTodo && !(isOpen() && to.pathname === new URL(list, location.href).pathname)) return;
  event.preventDefault();
  document.querySelector("#dialogs > dialog")?.close();
  renew(ctx.sourceElement);
  if (ofTodo) {
    load(to.href);
    refresh(list);
  } else {
    close();
    refresh(to.pathname + to.search);
  }
});

document.addEventListener("htmx:before:swap", ({ detail: { ctx } }) => {
  const row = openLink()?.closest("li");
  onward = (row?.nextElementSibling ?? row?.previousElementSibling)?.querySelector(".row-title a")?.id;
  ctx.seen = openLink();
  ctx.top = ctx.seen?.getBoundingClientRect().top;
});

document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  if (isOpen()) mark(here());
  if (ctx.target?.id === "sheet") keepInSight(ctx.seen, ctx.top);
});
