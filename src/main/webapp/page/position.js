/** A place in a room's log: `{epoch, offset}` of `epoch:offset`. Offsets of one epoch can be compared, and no others. */
export function place(position) {
  const end = position.lastIndexOf(":");
  return { epoch: position.slice(0, end), offset: Number(position.slice(end + 1)) };
}

/** The later of two positions, of which the first may be unknown. Another epoch is another log, and newer. */
export function later(had, told) {
  if (had === undefined) return told;
  const [old, young] = [place(had), place(told)];
  return old.epoch === young.epoch && old.offset >= young.offset ? had : told;
}
