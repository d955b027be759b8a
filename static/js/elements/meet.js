/* htmx goes over everything that arrives, element by element, before anybody could use it. Here it meets an element at
   the first thing that somebody does with it: a long list costs nothing, and whoever is quick misses nothing. */
const ITS = "[hx-get], [hx-post], [hx-boost\\:inherited] :is(a, form)";

document.addEventListener("htmx:before:process", (event) => {
  if (!event.target.matches(ITS)) event.preventDefault();
});

function meet({ target }) {
  for (let one = target.closest?.(ITS); one; one = one.parentElement?.closest(ITS)) htmx.process(one);
}

for (const deed of ["click", "input", "submit"]) document.addEventListener(deed, meet, { capture: true });
