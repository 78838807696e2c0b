export interface Summary {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** Of an even number of values, the median is the mean of the middle two. @throws RangeError for no values. */
export function summaryOf(values: readonly number[]): Summary {
  if (values.length === 0) throw new RangeError("There are no values to summarise.");
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return {
    min: sorted[0]!,
    median: (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2,
    max: sorted.at(-1)!,
  };
}
