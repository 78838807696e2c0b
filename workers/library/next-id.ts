let last = 0;

/** Names a generator or a stream in its worker. */
export function nextId(): number {
  last += 1;
  return last;
}
