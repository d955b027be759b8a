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

  /** Milliseconds from the next click until something in `place` looks otherwise, and until it is answered there. */
  globalThis.clickToPaint = (place) =>
    new Promise((tell) => {
      let began, shown;
      const painted = () =>
        new Promise((seen) => {
          requestAnimationFrame(() => requestAnimationFrame(() => seen(performance.now() - began)));
        });
      addEventListener("click", ({ timeStamp }) => (began = timeStamp), { capture: true, once: true });
      const observer = new MutationObserver((changes) => {
        if (began === undefined) return;
        shown ??= painted();
        if (!changes.some(({ type }) => type === "childList")) return;
        observer.disconnect();
        tell(Promise.all([shown, painted()]));
      });
      observer.observe(document.querySelector(place), { childList: true, attributeFilter: ["class"], subtree: true });
    });
})();
