/** How much is stored in one part. Larger items are parts of their own. */
export const PART_SIZE = 2 ** 18;
/** What a value takes besides its text. */
const VALUE_SIZE = 16;

/** About how much a value takes, counted up to a limit. */
export function sizeOf(value: unknown, limit: number): number {
  let size = 0;
  const left: unknown[] = [value];
  while (left.length > 0 && size < limit) {
    const next = left.pop();
    size += VALUE_SIZE;
    if (typeof next === "string") size += next.length;
    else if (ArrayBuffer.isView(next)) size += next.byteLength;
    else if (typeof next === "object" && next !== null && !(next instanceof Blob)) {
      for (const each of Object.values(next)) left.push(each);
    }
  }
  return size;
}
