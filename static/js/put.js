/* Putting a thing somewhere else: at once on the page, and with its form on the server. An answer that is not a yes puts
   it back where it was. elements/drag.js says what the attributes mean. */

const REFUSED = 400;

const waiting = new WeakMap();

/** The things of a list in their order. */
export const thingsIn = (list) => [...list.children].filter((one) => one.matches("[data-drag]"));

/** Where the things of a place stand; null for a place that keeps them in no order. */
export const listOf = (place) => (place.matches("[data-drop-list]") ? place : place.querySelector("[data-drop-list]"));

const idOf = (thing) => thing?.dataset.dragId ?? "";

function formFor(thing, place) {
  const template = document.getElementById(place.dataset.dropForm ?? thing.dataset.drag);
  const form = template.content.querySelector("form").cloneNode(true);
  form.setAttribute("action", form.getAttribute("action").replace("/0/", `/${idOf(thing)}/`));
  return form;
}

function send(form, names) {
  for (const [name, value] of names) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  form.hidden = true;
  document.body.append(form);
  form.requestSubmit();
}

/** Moves the thing in the page; returns its new neighbours by name. */
function stand(thing, list, before) {
  const last = thingsIn(list).filter((one) => one !== thing).at(-1);
  list.insertBefore(thing, before ?? last?.nextSibling ?? null);
  const things = thingsIn(list);
  const at = things.indexOf(thing);
  return [["after", idOf(things[at - 1])], ["before", idOf(things[at + 1])]];
}

function way(thing) {
  const { parentElement: home, nextElementSibling: next } = thing;
  const arrive = () => thing.classList.remove("on-its-way");
  const back = () => {
    arrive();
    if (thing.isConnected) home.insertBefore(thing, next?.parentElement === home ? next : null);
  };
  thing.classList.add("on-its-way");
  return { arrive, back };
}

/** Puts a thing into a place, ahead of `before` where the place keeps an order (null: at the end), or below the thing
    `under`. A form that only leads to a question moves nothing. */
export function put(thing, place, { before = null, under = null } = {}) {
  const form = formFor(thing, place);
  const names = new Map([...new URLSearchParams(place.dataset.drop), ...new URLSearchParams(thing.dataset.dragWith)]);
  if (form.method !== "get") {
    waiting.set(form, way(thing));
    const list = listOf(place);
    if (under) names.set(list.dataset.dropUnder, idOf(under));
    else if (list) for (const [name, value] of stand(thing, list, before)) names.set(name, value);
  }
  send(form, names);
}

/** Sends the thing's form with these names and values; where it goes the answer shows. */
export function ask(thing, names) {
  const form = formFor(thing, thing.closest("[data-drop]"));
  waiting.set(form, way(thing));
  send(form, names);
}

document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
  const form = ctx.sourceElement;
  if (!waiting.has(form)) return;
  const { arrive, back } = waiting.get(form);
  if (ctx.response && ctx.response.status < REFUSED) {
    arrive();
    form.remove();
  } else back();
});
