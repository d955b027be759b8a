/* A choice that says everything sends its form; without a script there is a button beside it. */
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-autosubmit]")) event.target.form.requestSubmit();
});
