/* Where in a text box a letter stands on the screen: a copy of the box is set in the same type, as far as that letter. */
const SAME = [
  "boxSizing", "width", "direction", "fontFamily", "fontSize", "fontStyle", "fontWeight", "fontVariant", "letterSpacing",
  "wordSpacing", "lineHeight", "textAlign", "textIndent", "textTransform", "tabSize", "paddingTop", "paddingRight",
  "paddingBottom", "paddingLeft", "borderTopWidth", "borderRightWidth", "borderBottomWidth", "borderLeftWidth",
];

function copyOf(box) {
  const copy = document.createElement("div");
  const look = getComputedStyle(box);
  for (const name of SAME) copy.style[name] = look[name];
  const oneLine = box.matches("input");
  const wraps = oneLine ? { whiteSpace: "pre", width: "max-content" } : { whiteSpace: "pre-wrap", overflowWrap: "anywhere" };
  Object.assign(copy.style, wraps, { position: "absolute", top: 0, left: 0, visibility: "hidden", borderStyle: "solid" });
  return copy;
}

/** The top, bottom and left of the letter at this place of the box's text, in the window. */
export function placeOf(box, at) {
  const copy = copyOf(box);
  const letter = document.createElement("span");
  letter.textContent = box.value.slice(at, at + 1) || ".";
  copy.append(box.value.slice(0, at), letter, box.value.slice(at + 1));
  document.body.append(copy);
  const from = copy.getBoundingClientRect();
  const { top, left, height } = letter.getBoundingClientRect();
  copy.remove();
  const of = box.getBoundingClientRect();
  const middle = box.matches("input") ? (of.height - from.height) / 2 : 0;
  const place = { top: of.top + middle + top - from.top - box.scrollTop, left: of.left + left - from.left - box.scrollLeft };
  return { ...place, bottom: place.top + height };
}
