// Where a list of messages stands while it changes.

/**
 * Note where a list stands, and return what to do once it was drawn anew: go to what is new if the person was
 * at the end, or where this put them, and otherwise leave them where they are. A `fresh` list starts at its end.
 */
export function steady(box, fresh) {
  const before = lastOf(box)?.dataset.ts;
  const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 40;
  const following = atEnd || box.scrollTop === box.rest;
  return () => {
    if (fresh || (following && lastOf(box)?.dataset.ts !== before)) showEnd(box);
    else if (atEnd) box.scrollTop = box.scrollHeight;
  };
}

/** Go to the end; of a last message that is taller than the window, to its beginning. */
export function showEnd(box) {
  const last = lastOf(box);
  box.scrollTop = box.scrollHeight;
  if (last && last.offsetHeight > box.clientHeight) last.scrollIntoView({ block: "start" });
  box.rest = box.scrollTop;
}

function lastOf(box) {
  return box.querySelector("article:last-of-type");
}
