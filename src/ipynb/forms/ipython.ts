/**
 * IPython's own syntax in a code cell, recognised as IPython does (IPython/core/inputtransformer2.py): magics and shell commands at the
 * start of a statement, `x = !ls`, `x = %magic`, a `?` at its end, and cell magics, which can change the meaning of the whole cell.
 */

export interface IpythonCell {
  /** Python of the same length, line by line, with "0" in place of IPython's syntax. Empty if the cell is not Python. */
  readonly python: string;
  /** The name after the %%. */
  readonly cellMagic: string | null;
  /** A command: `%time`, `!ls`, `files = !ls`. */
  readonly commands: readonly string[];
  /** How deeply its brackets are nested. */
  readonly depth: number;
  /** Brackets that close none. A few may be this reader's mistake. */
  readonly strayCount: number;
}

/** Cell magics that run the rest of the cell as Python. */
const PYTHON_MAGICS = new Set(["capture", "debug", "prun", "time", "timeit"]);

/** Its name ends at a space; `%%name?` asks for help. */
const CELL_MAGIC = /^\s*%%(?!\w+\?)([^ \n]*)/;
const ESCAPED = /^[ \t]*[%!?,;/]/;
/** Before it, the first "=" of a statement that stands in no brackets. */
const ASSIGNED = /^[ \t]*(?:!|%(?=[A-Za-z_]))/;
const BEFORE_ASSIGNED =
  /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|(?:[-+*/%@&|^!<>=:]|\/\/|\*\*|<<|>>)=|[#="'[({})\]]/g;

/** No Python ends so: IPython asks after the last name, and drops the rest of the statement. */
const ASKED = /[\w*\]]\?{1,2}[ \t]*$/;

/** @param standIn the text that replaces a command in `python`; by default, one of the same length. */
export function readIpython(source: string, standIn?: (command: number) => string): IpythonCell {
  const cellMagic = CELL_MAGIC.exec(source)?.[1]?.trimEnd() ?? null;
  if (cellMagic !== null && !PYTHON_MAGICS.has(cellMagic))
    return { python: "", cellMagic, commands: [], depth: 0, strayCount: 0 };
  const state: State = { quote: null, depth: 0, deepest: 0, strayCount: 0, continues: false };
  const commands: string[] = [];
  let inCommand = false;
  /** Where the statement began. */
  let start = 0;
  const lines: string[] = [];
  const replaced = (line: string, from: number): string => {
    const before = line.slice(0, from);
    return standIn ? before + standIn(commands.length - 1) : `${before}0`.padEnd(line.length);
  };
  const sourceLines = source.split("\n");
  const end = sourceLines.findLastIndex((line) => line.trim() !== "");
  for (const [at, line] of sourceLines.entries()) {
    if (inCommand) {
      inCommand = line.endsWith("\\");
      commands.push(`${commands.pop() ?? ""}\n${line}`);
      lines.push(" ".repeat(line.length));
      continue;
    }
    const begins = isBetween(state);
    if (begins) start = at;
    const from = begins ? commandStart(line) : null;
    if (from !== null) {
      inCommand = line.endsWith("\\");
      commands.push(line.trim());
      lines.push(replaced(line, from));
      continue;
    }
    const { hasComment } = follow(line, state);
    lines.push(line);
    const isLast = state.quote === null && (isBetween(state) || at === end);
    if (!isLast || hasComment || !ASKED.test(line)) continue;
    commands.push(
      sourceLines
        .slice(start, at + 1)
        .join("\n")
        .trim(),
    );
    for (let each = start; each <= at; each += 1) {
      const own = sourceLines[each] ?? "";
      lines[each] = each === start ? replaced(own, indentOf(own)) : " ".repeat(own.length);
    }
  }
  return {
    python: lines.join("\n"),
    cellMagic,
    commands,
    depth: state.deepest,
    strayCount: state.strayCount,
  };
}

/** Where IPython's syntax starts in the first line of a statement; null if it is Python. */
function commandStart(line: string): number | null {
  if (ESCAPED.test(line)) return indentOf(line);
  const after = assignedFrom(line);
  if (after === null) return null;
  const found = ASSIGNED.exec(line.slice(after));
  return found === null ? null : after + found[0].length - 1;
}

/** After the first "=" that stands in no brackets; null if there is none. */
function assignedFrom(line: string): number | null {
  let depth = 0;
  for (const { 0: token, index } of line.matchAll(BEFORE_ASSIGNED)) {
    if (token === "=" && depth === 0) return index + 1;
    // A comment, or a text that does not end.
    if (/^["'#]$/.test(token)) return null;
    if (/^[[({]$/.test(token)) depth += 1;
    else if (/^[\])}]$/.test(token)) depth = Math.max(0, depth - 1);
  }
  return null;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** Whether the next line begins a statement. */
function isBetween({ quote, depth, continues }: State): boolean {
  return quote === null && depth === 0 && !continues;
}

/** Whether a place is inside a string, inside brackets, or after a line continuation. */
interface State {
  quote: string | null;
  depth: number;
  deepest: number;
  strayCount: number;
  continues: boolean;
}

const TOKEN = /\\[\s\S]|"""|'''|["'#]|[([{]|[)\]}]/g;

function follow(line: string, state: State): { readonly hasComment: boolean } {
  state.continues = line.endsWith("\\");
  for (const { 0: token } of line.matchAll(TOKEN)) {
    if (state.quote !== null) {
      if (token === state.quote) state.quote = null;
      // A triple quote ends a single-quoted string.
      else if (token.length === 3 && state.quote.length === 1 && token[0] === state.quote) state.quote = null;
      continue;
    }
    if (token === "#") {
      state.continues = false;
      return { hasComment: true };
    }
    if (/^["']/.test(token)) state.quote = token;
    else if (/[([{]/.test(token)) {
      state.depth += 1;
      state.deepest = Math.max(state.deepest, state.depth);
    } else if (/[)\]}]/.test(token)) {
      if (state.depth === 0) state.strayCount += 1;
      else state.depth -= 1;
    }
  }
  // A single-quoted string ends with its line.
  if (state.quote?.length === 1 && !line.endsWith("\\")) state.quote = null;
  return { hasComment: false };
}
