/** Calls `meet` with every element that matches, those on the page now and those that arrive later. */
export function appear(selector, meet) {
  meetings.push([selector, meet]);
  for (const element of document.querySelectorAll(selector)) meet(element);
}

const meetings = [];

function arrive(node) {
  for (const [selector, meet] of meetings) {
    if (node.matches(selector)) meet(node);
    for (const element of node.querySelectorAll(selector)) meet(element);
  }
}

new MutationObserver((changes) => {
  for (const { addedNodes } of changes) {
    for (const node of addedNodes) if (node.nodeType === Node.ELEMENT_NODE && node.isConnected) arrive(node);
  }
}).observe(document.documentElement, { childList: true, subtree: true });
