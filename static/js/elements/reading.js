/* While a line is typed into textarea[data-reading], #reading below it shows how it is understood; after a second of
   rest that is read aloud. A question that newer letters made stale is taken back; one without an answer says nothing. */
import { appear } from "../appear.js";

const PAUSE = 150;
const REST = 1_000;
const LONGEST = 1_000;

appear("[data-reading]", (box) => {
  let asked = new AbortController();
  let pause;
  let rest;

  function stop() {
    clearTimeout(pause);
    clearTimeout(rest);
    asked.abort();
  }

  function say() {
    const words = document.getElementById("reading-words");
    if (box.isConnected && words) document.getElementById("reading-said").textContent = words.innerText;
  }

  async function ask() {
    asked = new AbortController();
    const { signal } = asked;
    const address = new URL(box.dataset.reading, location.href);
    address.searchParams.set("text", box.value.slice(0, LONGEST));
    for (const choice of box.form.querySelectorAll("select")) address.searchParams.set(choice.name, choice.value);
    const answer = await fetch(address, { signal, headers: { "HX-Request": "true" } }).catch(() => null);
    const reading = answer?.ok && (await answer.text().catch(() => ""));
    if (!reading || signal.aborted || !box.isConnected) return;
    document.getElementById("reading").outerHTML = reading;
    rest = setTimeout(say, REST);
  }

  // Also where something is chosen beside it: the same words may mean something else there.
  box.form.addEventListener("input", () => {
    stop();
    pause = setTimeout(ask, PAUSE);
  });
  box.form.addEventListener("submit", stop);
});
