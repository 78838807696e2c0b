/** Notebooks of nbformat 4.0 to 4.5 generated from a seed, formatted as the many programs that write notebooks do. */

/** JSON that JSON.stringify would write differently, or not at all. */
class Token {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Value = null | boolean | number | string | Token | readonly Value[] | { readonly [key: string]: Value };

interface Style {
  readonly unit: string;
  readonly lineEnd: string;
  readonly isAscii: boolean;
  readonly isSorted: boolean;
  readonly colon: string;
  readonly comma: string;
}

const WORDS = [
  "import mlflow\n",
  "%pip install mlflow\n",
  "\n",
  "x = 'é 𝄞 \u2028'\n",
  'print("a\\tb\\\\")\n',
  "\tif True:\n",
  "# Überschrift\n",
  "</script>\n",
  "windows\r\n",
  "no end",
];

const TOKENS = [
  "NaN",
  "-Infinity",
  "Infinity",
  "12345678901234567890123",
  "1.0",
  "-0",
  "1E+400",
  "0.1000",
  '"\\ud800"',
  '"\\/"',
  '"\\u0041"',
].map((text) => new Token(text));

export function generatedNotebook(seed: number): string {
  const random = mulberry32(seed);
  const chance = (probability: number) => random() < probability;
  const below = (count: number) => Math.floor(random() * count);
  const pick = <T>(from: readonly T[]): T => from[below(from.length)] as T;
  const times = <T>(most: number, make: (at: number) => T): T[] =>
    Array.from({ length: below(most + 1) }, (_, at) => make(at));

  const minor = below(6);
  const lines = (): string[] => times(5, () => pick(WORDS));
  /** One string, or lines, which need not end at line breaks. */
  const text = (): Value =>
    chance(0.3) ? lines().join("") : chance(0.1) ? ["a", "b\nc\n", "", "d"] : lines();
  const any = (depth: number): Value => {
    const kind = below(depth > 2 ? 4 : 6);
    if (kind === 0) return pick(TOKENS);
    if (kind === 1) return pick(["", "ünï", "constructor", '\u0000\u001f"\\', "NaN"]);
    if (kind === 2) return pick([null, true, false, 0, -1.5, 1e21]);
    if (kind === 3) return below(1000);
    if (kind === 4) return times(3, () => any(depth + 1));
    return record(3, depth + 1);
  };
  const record = (most: number, depth = 0): { [key: string]: Value } =>
    Object.fromEntries(
      times(most, () => [
        pick(["a", "b", "__proto__", "constructor", "toString", "é", "z", "source", "cells", "10", "2"]),
        any(depth),
      ]),
    );
  const bundle = (): Value => ({
    ...(chance(0.7) && { "text/plain": text() }),
    ...(chance(0.3) && { "text/html": text() }),
    ...(chance(0.2) && { "image/png": chance(0.5) ? "iVBORw0KGgo=\n" : ["iVBO\n", "Rw0KGgo="] }),
    ...(chance(0.1) && { "image/svg+xml": ["<svg>", "</svg>"] }),
    ...(chance(0.1) && { "application/json": any(0) }),
    ...(chance(0.1) && { "application/vnd.custom+json": record(3) }),
  });
  const output = (): Value => {
    const extra = chance(0.05) ? { unknown: any(0) } : {};
    switch (below(4)) {
      case 0:
        return { name: pick(["stdout", "stderr"]), output_type: "stream", text: text(), ...extra };
      case 1:
        return { data: bundle(), metadata: record(1), output_type: "display_data", ...extra };
      case 2:
        return {
          data: bundle(),
          execution_count: pick([null, 3]),
          metadata: {},
          output_type: "execute_result",
          ...extra,
        };
      default:
        return {
          ename: "E",
          evalue: "é",
          output_type: "error",
          traceback: ["\u001b[31mE\u001b[0m", "x"],
          ...extra,
        };
    }
  };
  const cell = (at: number): Value => {
    const type = pick(["code", "code", "markdown", "raw"]);
    const metadata = {
      ...record(chance(0.3) ? 3 : 0),
      ...(chance(0.2) && { tags: ["parameters"] }),
      ...(chance(0.1) && { collapsed: true }),
      ...(chance(0.1) && {
        jupyter: { source_hidden: chance(0.5), x: chance(0.5) ? pick(TOKENS) : record(2) },
      }),
      ...(chance(0.1) && { "jp-MarkdownHeadingCollapsed": chance(0.5) }),
    };
    return {
      cell_type: type,
      ...(minor >= 5 && !chance(0.02) && { id: chance(0.02) ? "twice" : `c${at}-${below(1e6)}` }),
      metadata,
      source: text(),
      ...(type === "code" && { execution_count: chance(0.5) ? below(99) : null, outputs: times(3, output) }),
      ...(type !== "code" &&
        chance(0.1) && { attachments: { "a.png": { "image/png": "iVBORw0KGgo=" }, ä: {} } }),
      ...(chance(0.05) && { unknown: any(0) }),
    };
  };
  const notebook = {
    cells: times(8, cell),
    metadata: {
      ...record(2),
      ...(chance(0.8) && { kernelspec: { display_name: "Python 3", language: "python", name: "python3" } }),
      ...(chance(0.1) && { widgets: { "application/vnd.jupyter.widget-state+json": record(3) } }),
      ...(chance(0.2) && { orig_nbformat: 4 }),
    },
    nbformat: 4,
    nbformat_minor: minor,
    ...(chance(0.05) && { unknown: any(0) }),
  };
  const unit = pick([" ", " ", "  ", "    ", "\t", ""]);
  const style = {
    unit,
    lineEnd: unit === "" ? "" : pick(["\n", "\n", "\n", "\r\n"]),
    isAscii: chance(0.3),
    isSorted: chance(0.6),
    colon: unit === "" ? pick([":", ": "]) : pick([": ", ": ", " : "]),
    comma: unit === "" ? pick([",", ", "]) : ",",
  };
  return written(notebook, style, 0, random) + pick(["", "\n", "\n\n", " \t"]);
}

function written(value: Value, style: Style, depth: number, random: () => number): string {
  if (value instanceof Token) return value.text;
  if (typeof value === "string") return string(value, style);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const parts = Array.isArray(value)
    ? value.map((each: Value) => written(each, style, depth + 1, random))
    : entries(value as { readonly [key: string]: Value }, style, random).map(
        ([key, each]) => string(key, style) + style.colon + written(each, style, depth + 1, random),
      );
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  if (parts.length === 0) return `${open}${close}`;
  const lead = style.lineEnd + style.unit.repeat(depth + 1);
  return `${open}${lead}${parts.join(style.comma + lead)}${style.lineEnd}${style.unit.repeat(depth)}${close}`;
}

function entries(
  value: { readonly [key: string]: Value },
  { isSorted }: Style,
  random: () => number,
): [string, Value][] {
  const all = Object.entries(value);
  return isSorted
    ? all.toSorted(([a], [b]) => (a < b ? -1 : 1))
    : all
        .map((each) => [random(), each] as const)
        .toSorted(([a], [b]) => a - b)
        .map(([, each]) => each);
}

function string(text: string, { isAscii }: Style): string {
  const json = JSON.stringify(text);
  if (!isAscii) return json;
  return json.replaceAll(
    /[^\0-\x7f]/g,
    (unit) => String.raw`\u` + unit.charCodeAt(0).toString(16).padStart(4, "0"),
  );
}

/** A small generator of numbers from 0 to 1, the same ones for the same seed. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
