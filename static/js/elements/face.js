/* A picture that does not come, such as that of somebody whom one may not know any more, leaves the initials below it. */
import { appear } from "../appear.js";

const PICTURE = ".avatar > img";

document.addEventListener("error", ({ target }) => target.matches?.(PICTURE) && target.remove(), { capture: true });
appear(PICTURE, (picture) => picture.complete && picture.naturalWidth === 0 && picture.remove());
