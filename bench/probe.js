/* What a page notes about itself while somebody looks at it: what was painted, what moved, and what held it up. */
(() => {
  const seen = { painted: [], moved: [], held: [] };
  const kinds = {
    "largest-contentful-paint": ({ startTime }) => seen.painted.push(startTime),
    "layout-shift": ({ value, hadRecentInput }) => hadRecentInput || seen.moved.push(value),
    longtask: ({ duration }) => seen.held.push(duration),
  };
  for (const [type, note] of Object.entries(kinds)) {
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
  }
  globalThis.seen = seen;

  /** Milliseconds from the next click until what it changes in `place` is on the screen. */
  globalThis.clickToPaint = (place) =>
    new Promise((tell) => {
      let began;
      addEventListener("click", ({ timeStamp }) => (began = timeStamp), { capture: true, once: true });
      const observer = new MutationObserver(() => {
        observer.disconnect();
        requestAnimationFrame(() => requestAnimationFrame(() => tell(performance.now() - began)));
      });
      observer.observe(document.querySelector(place), { childList: true, subtree: true });
    });
})();
