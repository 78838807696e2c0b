/** Folders or files, and those that each needs. */
export type Needs = ReadonlyMap<string, ReadonlySet<string>>;

/** @returns a shortest circle through each part that is in one, from its first name in the alphabet, each once. */
export function circlesIn(needs: Needs): string[] {
  const circles = new Set<string>();
  for (const start of needs.keys()) {
    const circle = circleFrom(start, needs);
    if (!circle) continue;
    const first = circle.indexOf(circle.toSorted()[0] ?? start);
    const turned = [...circle.slice(first), ...circle.slice(0, first)];
    circles.add([...turned, turned[0]].join(" → "));
  }
  return [...circles].toSorted();
}

/** @returns the parts from `start` on until it comes again, by breadth-first search; null where it does not. */
function circleFrom(start: string, needs: Needs): string[] | null {
  const ways = [[start]];
  const seen = new Set<string>();
  for (const way of ways)
    for (const next of needs.get(way.at(-1) ?? start) ?? []) {
      if (next === start) return way;
      if (seen.has(next)) continue;
      seen.add(next);
      ways.push([...way, next]);
    }
  return null;
}
