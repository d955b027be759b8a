/* A text box is as tall as its text, where the browser does not do it by itself (field-sizing in the stylesheet). */
import { appear } from "../appear.js";

function grow(box) {
  box.rows = Math.max(Number(box.dataset.rows), box.value.split("\n").length);
}

if (!CSS.supports("field-sizing", "content")) {
  appear("textarea", (box) => {
    box.dataset.rows = box.rows;
    grow(box);
    box.addEventListener("input", () => grow(box));
  });
}
