/* Clocks of places go on: <time data-zone="Europe/Lisbon">. */
const EVERY = 30_000;

function tell(clock, now) {
  const place = { timeZone: clock.dataset.zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const words = new Intl.DateTimeFormat(document.documentElement.lang, place).format(now);
  if (clock.textContent !== words) clock.textContent = words;
}

function tick() {
  if (!document.hidden) for (const clock of document.querySelectorAll("time[data-zone]")) tell(clock, new Date());
}

setInterval(tick, EVERY);
for (const came of ["DOMContentLoaded", "htmx:after:swap", "visibilitychange"]) document.addEventListener(came, tick);
