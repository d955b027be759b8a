/* Copies the text of the element that the button names, and says so in its own words. */
const LONG_ENOUGH = 2_000;

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const words = button.querySelector("span");
  const before = words.textContent;
  if (before === button.dataset.done) return;
  await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
  words.role = "status";
  words.textContent = button.dataset.done;
  setTimeout(() => (words.textContent = before), LONG_ENOUGH);
});
