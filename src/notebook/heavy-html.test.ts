import { expect, test } from "vitest";
import { isHeavyHtml } from "./heavy-html.ts";

test.each([
  ["a row of wide cells", "<table><tr>" + "<td colspan=1000>".repeat(4000)],
  ["a wide cell above many rows", "<table><tr><td colspan='1000'>" + "<tr><td>".repeat(8000)],
  ["cells of many rows", "<TABLE>" + '<TR><TD ROWSPAN = "65534">'.repeat(3000)],
  ["wide columns", "<table>" + "<col span=1000>".repeat(4000) + "<tr><td>a"],
  ["tables in tables", "<table><tr><td>".repeat(30)],
  ["more elements than any output has", "<br>".repeat(30_000)],
  ["lists in lists", "<ul><li>".repeat(5000)],
  ["quotes in quotes", "<blockquote>".repeat(5000)],
  ["formatting in formatting", "<b title=x>".repeat(5000)],
  ["formatting that each paragraph begins anew", attributed(300) + "<p>a".repeat(5000)],
  ["a box whose end is in another's table", "<div><table></div></table>".repeat(1000)],
])("%s is heavy", (_, html) => {
  expect(isHeavyHtml(html)).toBe(true);
});

test.each([
  ["a table of pandas", `<table>${"<tr><th>1</th><td>2</td><td>3</td></tr>".repeat(2000)}</table>`],
  [
    "a table with groups",
    `<table>${"<tr><th rowspan=50 valign=top>a</th><td colspan=2>b</td></tr>".repeat(400)}</table>`,
  ],
  ["many small tables", "<table><tr><td colspan=3>a</td></tr></table>".repeat(1000)],
  ["a table without ends of rows and cells", "<table>" + "<tr><td>a<td>b".repeat(3000)],
  ["a table that spans nothing", "<table><tr><td colspan=0 rowspan=x>a"],
  ["boxes as scikit-learn nests them", "<div>".repeat(40) + "a" + "</div>".repeat(40)],
  ["long text", "word <b>bold</b> <br>".repeat(4000)],
  ["paragraphs without ends", "<p>a".repeat(20_000)],
  ["text in which less is a sign", "a < b, b > c ".repeat(5000)],
])("%s is not heavy", (_, html) => {
  expect(isHeavyHtml(html)).toBe(false);
});

test.each(["<", "<!--", "<a ", "<a '", '<a "', "<td colspan=", "</", "&", "<svg><style>", "<select>"])(
  "%s again and again is looked into",
  (unit) => {
    expect(typeof isHeavyHtml(unit.repeat(100_000 / unit.length))).toBe("boolean");
  },
);

/** Different attributes: of equal ones, a parser begins three anew. */
function attributed(count: number): string {
  return Array.from({ length: count }, (_, number) => `<b title=${number}>`).join("");
}
