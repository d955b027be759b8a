/* A page from the browser's cache is shown several times: the key of a form is made this visit's own, so that what is
   sent in one of its tabs is never taken for what was sent in another. The cookie tells that pages may come from there. */
const VISIT = Array.from(crypto.getRandomValues(new Uint8Array(6)), (byte) => byte.toString(16).padStart(2, "0")).join("");
const LONGEST = 64;

document.cookie = "script=1; path=/; samesite=lax";

document.addEventListener("formdata", ({ formData }) => {
  const key = formData.get("_key");
  if (key && !key.endsWith(VISIT) && key.length + VISIT.length <= LONGEST) formData.set("_key", key + VISIT);
});
