/* A group that was folded stays folded in this tab, also when the server sends it anew. */
const keyOf = (group) => `fold:${location.pathname}#${group.id}`;

function fold() {
  for (const group of document.querySelectorAll("details.group[id]")) {
    if (sessionStorage.getItem(keyOf(group))) group.open = false;
  }
}

fold();
document.addEventListener("htmx:after:settle", fold);
document.addEventListener("click", ({ target }) => {
  const group = target.closest("details.group[id] > summary")?.parentElement;
  if (group?.open) sessionStorage.setItem(keyOf(group), "folded");
  else if (group) sessionStorage.removeItem(keyOf(group));
});
