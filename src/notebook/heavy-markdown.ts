interface Limit {
  readonly most: number;
  readonly count: (source: string) => number;
  /** Characters of the shortest text that can exceed it, if that is not `most`: shorter ones are not counted. */
  readonly shortest?: number;
}

/** What a text cell may hold at most: with more, the parser can take longer than a second. */
const LIMITS: readonly Limit[] = [
  { most: 100_000, count: ({ length }) => length },
  { most: 10_000, count: (source) => countOf(source, /\n/g) },
  // Brackets begin links: the parser looks from each to the end of its paragraph.
  { most: 4000, count: (source) => countOf(source, /\[/g) },
  // Cells of tables.
  { most: 20_000, count: (source) => countOf(source, /\|/g) },
  { most: 5000, count: (source) => countOf(source, /[*_~]+/g) },
  // Underlines of headings. The time for them grows with their square.
  { most: 500, count: (source) => countOf(source, /^[ \t>]*(?:=+|-+)[ \t]*$/gm) },
  { most: 5000, count: (source) => containersOfLines(source).reduce((sum, count) => sum + count, 0) },
  // 5000 characters hold runs of at most a hundred lengths.
  { most: 500_000, count: stepsOfTicks, shortest: 5000 },
  // Combining marks (combining-marks.ts), and references that stand for them.
  { most: 0, count: (source) => countOf(source, /(?:[\p{M}\p{Cf}]|&[#\w]+;){101}/gu), shortest: 100 },
];

/** Quotes and lists in one another: the parser calls itself at each level. */
const DEEPEST = 50;

/** Beginnings of quotes and list items before a line's text. A line of "- - -" is a ruler. */
const CONTAINERS = /^(?![ \t]*([-*])(?:[ \t]*\1)*[ \t]*$)(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t])))+/gm;
const CONTAINER = />|[-+*]|\d[.)]/g;

/** Whether the Markdown would freeze the page, or overflow its stack: ten kilobytes of "- " take nine seconds. */
export function isHeavyMarkdown(source: string): boolean {
  return (
    LIMITS.some(({ most, count, shortest = most }) => source.length > shortest && count(source) > most) ||
    containersOfLines(source).some((count) => count >= DEEPEST)
  );
}

function countOf(text: string, pattern: RegExp): number {
  let count = 0;
  for (const _ of text.matchAll(pattern)) count += 1;
  return count;
}

/** How many containers each line that has some opens. */
function containersOfLines(source: string): number[] {
  return Array.from(source.matchAll(CONTAINERS), ([line]) => countOf(line, CONTAINER));
}

/** From backticks that nothing closes, the parser looks to the end of the paragraph. */
function stepsOfTicks(source: string): number {
  let steps = 0;
  for (const paragraph of source.split(/\n[ \t]*\n/)) {
    const runs = Array.from(paragraph.matchAll(/`+/g), ({ 0: { length }, index }) => ({ length, index }));
    const lastOfLength = new Map(runs.map(({ length, index }) => [length, index]));
    for (const { length, index } of runs) {
      if (lastOfLength.get(length) === index) steps += paragraph.length - index;
    }
  }
  return steps;
}
