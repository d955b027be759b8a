/* Whoever types into one side of a choice chooses it: the box of both, or their own field further below. */
document.addEventListener("input", ({ target }) => {
  const [, field, side] = target.name?.match(/^(.+)_(both)$/) ?? [null, target.name, "mine"];
  if (!target.form || !field || target.type === "radio") return;
  for (const name of [field, field.split("_")[0]]) {
    const choice = target.form.querySelector(`[type=radio][name="${CSS.escape(name)}_from"][value="${side}"]`);
    if (choice) choice.checked = true;
  }
});
