/* Whoever makes an account lives in the time zone of their browser, until they say otherwise. */
import { appear } from "../appear.js";

appear("input[data-own-zone]", (field) => {
  field.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? field.value;
});
