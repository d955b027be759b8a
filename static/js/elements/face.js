/* A picture that does not come, such as that of somebody whom one may not know any more, leaves the initials below it. */
import { appear } from "../appear.js";

appear(".avatar > img", (picture) => {
  const go = () => picture.remove();
  if (picture.complete && picture.naturalWidth === 0) go();
  else picture.addEventListener("error", go, { once: true });
});
