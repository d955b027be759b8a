/** Whether this page tells of a step just taken (?did=…). The address forgets it, so that a reload or a bookmark does
    not tell it again. */
const address = new URL(location.href);

export const did = address.searchParams.has("did");

if (did) {
  address.searchParams.delete("did");
  history.replaceState(history.state, "", address);
}
