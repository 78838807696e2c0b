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
const ASSIGNED = /^([ \t]*(?![ \t])[^=!<>#"']+=[ \t]*)(?:!|%(?=[A-Za-z_]))/;
const HELP = /^[ \t]*%{0,2}(?!\d)[\w*]+(?:\.[\w*]+|\[[^\]]*\])*\?\??[ \t]*$/;

/** No Python ends so: IPython asks after the last name, and drops the rest of the line. */
const ASKED = /^[^#"']*\?[ \t]*$/;

/** @param standIn the text that replaces a command in `python`; by default, one of the same length. */
export function readIpython(source: string, standIn?: (command: number) => string): IpythonCell {
  const cellMagic = CELL_MAGIC.exec(source)?.[1]?.trimEnd() ?? null;
  if (cellMagic !== null && !PYTHON_MAGICS.has(cellMagic))
    return { python: "", cellMagic, commands: [], depth: 0, strayCount: 0 };
  const state: State = { quote: null, depth: 0, deepest: 0, strayCount: 0, continues: false };
  const commands: string[] = [];
  let inCommand = false;
  const lines = source.split("\n").map((line) => {
    if (inCommand) {
      inCommand = line.endsWith("\\");
      commands.push(`${commands.pop() ?? ""}\n${line}`);
      return " ".repeat(line.length);
    }
    const begins = state.quote === null && state.depth === 0 && !state.continues;
    const from = begins ? commandStart(line) : null;
    if (from === null) {
      follow(line, state);
      return line;
    }
    inCommand = line.endsWith("\\");
    commands.push(line.trim());
    const before = line.slice(0, from);
    return standIn ? before + standIn(commands.length - 1) : `${before}0`.padEnd(line.length);
  });
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
  if (ESCAPED.test(line) || HELP.test(line) || ASKED.test(line)) return line.length - line.trimStart().length;
  return ASSIGNED.exec(line)?.[1]?.length ?? null;
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

function follow(line: string, state: State): void {
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
      return;
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
}
