let last = 0;

/** The id of a generator or a stream in its worker. */
export function nextId(): number {
  last += 1;
  return last;
}
