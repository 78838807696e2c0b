import { defaultTreeAdapter, type DefaultTreeAdapterTypes, parse } from "parse5";

import { hasManyMarks } from "./combining-marks.ts";

type Parent = DefaultTreeAdapterTypes.ParentNode;
type Element = DefaultTreeAdapterTypes.Element;

/** The most elements of an output. The longest has 100 kB, and a table of that length some 10,000. */
const MOST_ELEMENTS = 30_000;
const DEEPEST = 200;
/** The width of a table depends on those within it, which are measured more than once. */
const DEEPEST_TABLES = 8;
/** The most cells of a table's grid. */
const MOST_CELLS = 50_000;

class Heavy extends Error {}

/**
 * Whether HTML would freeze the page while it is parsed or laid out: 74 kB of `colspan` take five seconds, and formatting that each
 * paragraph begins anew makes millions of elements of 100 kB.
 */
export function isHeavyHtml(html: string): boolean {
  try {
    return isHeavyTree(parsed(html), 0, 0);
  } catch (thrown) {
    if (thrown instanceof Heavy) return true;
    throw thrown;
  }
}

/** As DOMPurify parses it. @throws Heavy as soon as there are too many elements, or they are nested too deeply. */
function parsed(html: string): Parent {
  let count = 0;
  const depths = new WeakMap<object, number>();
  return parse(html, {
    treeAdapter: {
      ...defaultTreeAdapter,
      createElement(...element) {
        count += 1;
        if (count > MOST_ELEMENTS) throw new Heavy();
        return defaultTreeAdapter.createElement(...element);
      },
      appendChild(parent, child) {
        const depth = (depths.get(parent) ?? 0) + 1;
        if (depth > DEEPEST) throw new Heavy();
        depths.set(child, depth);
        defaultTreeAdapter.appendChild(parent, child);
      },
    },
  });
}

function isHeavyTree(node: Parent, depth: number, tableDepth: number): boolean {
  if (depth > DEEPEST || tableDepth > DEEPEST_TABLES) return true;
  if (node.childNodes.some((child) => "value" in child && hasManyMarks(child.value))) return true;
  return elementsOf(node).some(
    (element) =>
      (element.tagName === "table" && cellCount(element) > MOST_CELLS) ||
      isHeavyTree(element, depth + 1, tableDepth + Number(element.tagName === "table")),
  );
}

/** The cells of the table's grid; cells that cover one another all count. */
function cellCount(table: Element): number {
  let rowCount = 1;
  let columnCount = spanned(table, "col") + spanned(table, "colgroup");
  let covered = 0;
  for (const row of within(table, "tr")) {
    rowCount += 1;
    let columnsOfRow = 0;
    for (const cell of [...within(row, "td"), ...within(row, "th")]) {
      const width = span(cell, "colspan", 1000);
      columnsOfRow += width;
      covered += width * span(cell, "rowspan", 65_534);
    }
    columnCount = Math.max(columnCount, columnsOfRow);
  }
  return Math.max(rowCount * columnCount, covered);
}

function spanned(table: Element, name: string): number {
  return within(table, name).reduce((sum, column) => sum + span(column, "span", 1000), 0);
}

/** @param most the limit of the HTML standard. */
function span(element: Element, name: string, most: number): number {
  const value = Number.parseInt(element.attrs.find((each) => each.name === name)?.value ?? "1", 10);
  return Math.min(most, Math.max(1, value || 1));
}

/** What has the name in the element, but for what is in a table of its own. */
function within(element: Element, name: string): Element[] {
  return elementsOf(element).flatMap((child) =>
    child.tagName === "table" ? [] : child.tagName === name ? [child] : within(child, name),
  );
}

function elementsOf(node: Parent): Element[] {
  return node.childNodes.filter((child) => "tagName" in child);
}
