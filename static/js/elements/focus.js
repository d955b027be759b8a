/* Focus never falls off the page: when a swap takes what had it, it goes to its namesake, else to the button of
   its menu, else to what follows. What is wrong with a form comes first. */
import { appear } from "../appear.js";

const REACHABLE = "a[href], button:not(:disabled), input:not([type=hidden]):not(:disabled), select, textarea";

let held = null;

function around(element) {
  const home = element.closest("li[id], tr[id], section[id]");
  const menu = element.closest("[popover]")?.id;
  return { id: element.id, menu, next: home?.nextElementSibling?.id, previous: home?.previousElementSibling?.id };
}

function inside(id) {
  const home = id && document.getElementById(id);
  return home && [...home.querySelectorAll(REACHABLE)].find((element) => element.checkVisibility());
}

appear("#problems, #conflict", (problems) => problems.focus());

document.addEventListener("htmx:before:swap", () => {
  const element = document.activeElement;
  held = element && element !== document.body ? around(element) : null;
});

document.addEventListener("htmx:after:swap", () => {
  if (held && document.activeElement === document.body) {
    const namesake = held.id && document.getElementById(held.id);
    const opener = held.menu && document.querySelector(`[popovertarget="${held.menu}"]`);
    const place = namesake || opener || inside(held.next) || inside(held.previous) || document.getElementById("main");
    place?.focus({ preventScroll: true });
  }
  held = null;
});
