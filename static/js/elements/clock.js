/* Clocks of places go on: <time data-zone="Europe/Lisbon">. What the server has just sent is right; the first word of a
   language takes a browser longer than all else on a page, so it is said when there is time. */
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
document.addEventListener("visibilitychange", tick);
// A page that somebody comes back to is as old as when it was left.
addEventListener("pageshow", ({ persisted }) => {
  if (persisted || performance.getEntriesByType("navigation")[0]?.type === "back_forward") tick();
});
