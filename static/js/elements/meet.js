/* htmx goes over everything that arrives, element by element, before anybody could use it. Here it meets an element at
   the first thing that somebody does with it: a long list costs nothing, and whoever is quick misses nothing. */
const ITS = "[hx-get], [hx-post], [hx-boost\\:inherited] :is(a, form)";

document.addEventListener("htmx:before:process", (event) => {
  if (!event.target.matches(ITS)) event.preventDefault();
});

/* A form names its address once. */
function meet({ target }) {
  for (let one = target.closest?.(ITS); one; one = one.parentElement?.closest(ITS)) {
    if (one.getAttribute("hx-post") === "") one.setAttribute("hx-post", one.getAttribute("action"));
    htmx.process(one);
  }
}

for (const deed of ["click", "input", "submit", "offer"]) document.addEventListener(deed, meet, { capture: true });
