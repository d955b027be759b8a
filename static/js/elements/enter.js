/* Enter sends a textarea[data-enter="submit"] as it would send an input; Shift+Enter starts a new line. */
document.addEventListener("keydown", (event) => {
  const box = event.target;
  if (event.key !== "Enter" || event.shiftKey || event.ctrlKey || event.metaKey || event.isComposing) return;
  if (!box.matches('textarea[data-enter="submit"]')) return;
  event.preventDefault();
  box.form.requestSubmit(box.form.querySelector("button:not([type])"));
});
