/* Which single keys the hero has left on, as <html data-keys="off"> or <html data-keys-off="N|G T"> says. Arrows stop
   nobody from typing or speaking, and always work. */
const NAMES = { " ": "Space", "shift x": "Shift X", Delete: "Delete" };

/** Whether a key, or two one after the other ("g t"), may do something. */
export function works(keys) {
  if (keys.startsWith("Arrow")) return true;
  const { keys: all, keysOff } = document.documentElement.dataset;
  const way = NAMES[keys] ?? keys.toUpperCase();
  return all !== "off" && !(keysOff ?? "").split("|").includes(way);
}
