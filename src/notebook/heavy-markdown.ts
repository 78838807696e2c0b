/** Of a text cell. */
const MOST_CHARACTERS = 200_000;
/** Brackets begin links: the parser looks from each to the end of its paragraph. */
const MOST_BRACKETS = 4000;
const MOST_TABLE_CELLS = 20_000;
/** Of emphasis: each looks for its partner among those before it. */
const MOST_STARS = 10_000;
const MOST_LINES = 10_000;
/** Quotes and lists in one another: the parser calls itself at each level. */
const DEEPEST = 50;

const NESTED = new RegExp(
  // A line of "- - -" is a ruler.
  String.raw`^(?![ \t]*([-*])(?:[ \t]*\1)*[ \t]*$)(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]))){${DEEPEST}}`,
  "m",
);

/** Whether the Markdown would freeze the page, or overflow its stack: ten kilobytes of "- " take nine seconds. */
export function isHeavyMarkdown(source: string): boolean {
  return (
    source.length > MOST_CHARACTERS ||
    countOf(source, "[") > MOST_BRACKETS ||
    countOf(source, "|") > MOST_TABLE_CELLS ||
    countOf(source, "*") + countOf(source, "_") > MOST_STARS ||
    countOf(source, "\n") > MOST_LINES ||
    NESTED.test(source)
  );
}

function countOf(text: string, char: string): number {
  let count = 0;
  for (let at = text.indexOf(char); at >= 0; at = text.indexOf(char, at + 1)) count += 1;
  return count;
}
