/* Says that a text is too long while it can still be shortened; nothing is cut. */
import { appear } from "../appear.js";

const lengthOf = (text) => [...text].length;

appear("[data-max]", (field) => {
  const isOver = () => lengthOf(field.value) > Number(field.dataset.max);
  const look = () => field.setCustomValidity(isOver() ? field.dataset.over : "");
  look();
  field.addEventListener("input", look);
});
