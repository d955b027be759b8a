/* Keys in a calendar: arrows go from todo to todo and from day to day, with Alt the todo itself goes to another day. */
import { put } from "../put.js";

const STOPS = "h3 > a:not(.btn), .pin > a:not(.btn), .more";
const WEEK = 7;
const DAY = 86_400_000;

const dayOf = (element) => element?.closest(".day[data-day]");
const stopsOf = (day) => [...day.querySelectorAll(STOPS)].filter((stop) => stop.checkVisibility());
const days = () => [...document.querySelectorAll(".month > .day[data-day]")].filter((day) => day.checkVisibility());

/** How many days an arrow means, where a line of the calendar is a week and where it is a list. */
function step(key) {
  const rightToLeft = document.documentElement.dir === "rtl" ? -1 : 1;
  return { ArrowUp: -WEEK, ArrowDown: WEEK, ArrowLeft: -rightToLeft, ArrowRight: rightToLeft }[key] ?? 0;
}

/** The day so many days later, as the calendar writes it. */
const later = (day, by) => new Date(Date.parse(`${day}T00:00Z`) + by * DAY).toISOString().slice(0, 10);

function dayBeside(day, by) {
  const there = document.getElementById(`day-${later(day.dataset.day, by)}`);
  if (there?.checkVisibility()) return there;
  // In a list of the days that have something, the next one is meant.
  const all = days();
  return document.querySelector(".weekdays")?.checkVisibility() ? null : (all[all.indexOf(day) + Math.sign(by)] ?? null);
}

function walk(stop, key) {
  const day = dayOf(stop);
  const here = stopsOf(day);
  const at = here.indexOf(stop);
  const by = step(key);
  const within = Math.abs(by) === WEEK ? here[at + Math.sign(by)] : null;
  const beside = within ? null : dayBeside(day, by);
  const there = beside ? stopsOf(beside) : [];
  const up = Math.abs(by) === WEEK && by < 0;
  const next = within ?? (Math.abs(by) === WEEK ? there.at(up ? -1 : 0) : there[Math.min(at, there.length - 1)]);
  next?.focus();
  return Boolean(next);
}

function move(pin, key) {
  const from = dayOf(pin);
  if (!from || !pin?.dataset.drag) return false;
  const day = later(from.dataset.day, step(key));
  const place = document.getElementById(`day-${day}`) ?? document.createElement("div");
  place.dataset.drop = `day=${day}`;
  put(pin, place);
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || !step(event.key)) return;
  const stop = event.target.closest?.(STOPS);
  if (!dayOf(stop)) return;
  const done = event.altKey ? move(stop.closest(".pin"), event.key) : walk(stop, event.key);
  if (done || event.altKey) event.preventDefault();
});
