/** Notebooks (.ipynb, nbformat 4.5) that are far larger than real ones, by what is large in them. */

interface HugeCell {
  readonly cell_type: "code" | "markdown";
  readonly source: string;
  readonly outputs?: readonly object[];
  readonly metadata?: object;
}

const MB = 1e6;

export const HUGE_NOTEBOOKS: ReadonlyMap<string, () => string> = new Map([
  ["outputs", () => file(times(50, (at) => code(`print(${at})`, [stream(lines(MB, at))])))],
  ["code-line", () => file([text("# A long line"), code(`x = "${"x".repeat(10 * MB)}"`)])],
  ["output-line", () => file([text("# A long line"), code("print(x)", [stream("x".repeat(10 * MB))])])],
  ["code-lines", () => file([text("# Much code"), code(lines(5 * MB, 0))])],
  ["cells", () => file(times(20_000, (at) => (at % 2 === 0 ? text(`## Cell ${at}`) : code(`print(${at})`))))],
  [
    "metadata",
    () =>
      file([
        text("# Metadata"),
        {
          ...code("print(1)"),
          metadata: Object.fromEntries(times(100_000, (at) => [`key ${at}`, { value: at }])),
        },
      ]),
  ],
  [
    "pictures",
    () =>
      file(
        times(500, (at) =>
          code(
            `plot(${at})`,
            times(10, () => picture()),
          ),
        ),
      ),
  ],
  ["markdown", () => file([text("# Much text"), text(lines(5 * MB, 0))])],
  [
    "ansi",
    () =>
      file([
        text("# Colours"),
        code("train()", [
          stream(times(700_000, (at) => `\u001B[${31 + (at % 6)}m${at}\u001B[0m of steps\r`).join("")),
        ]),
      ]),
  ],
  [
    "table",
    () => {
      const rows = times(100_000, (at) => `<tr><th>${at}</th><td>${at * 2}</td><td>${at * 3}</td></tr>`);
      return file([text("# A table"), code("frame", [html(`<table>${rows.join("")}</table>`)])]);
    },
  ],
  [
    "tables",
    () => {
      const rows = times(900, (at) => `<tr><th>${at}</th><td>${at * 2}</td><td>${at * 3}</td></tr>`);
      return file(times(300, () => code("frame", [html(`<table>${rows.join("")}</table>`)])));
    },
  ],
  ["nested", () => file([text("# Deep"), code("deep", [json(nested(450))])])],
  [
    "json",
    () => file([text("# Much JSON"), code("data", [json(times(500_000, (at) => ({ at, name: `n${at}` })))])]),
  ],
  [
    "many-outputs",
    () =>
      file([
        text("# Outputs"),
        code(
          "loop()",
          times(50_000, (at) => picture(at)),
        ),
      ]),
  ],
]);

function file(cells: readonly HugeCell[]): string {
  return JSON.stringify({
    cells: cells.map((cell, at) => ({
      ...cell,
      id: `cell-${at}`,
      metadata: cell.metadata ?? {},
      ...(cell.cell_type === "code" && { execution_count: null, outputs: cell.outputs ?? [] }),
    })),
    metadata: {},
    nbformat: 4,
    nbformat_minor: 5,
  });
}

function text(source: string): HugeCell {
  return { cell_type: "markdown", source };
}

function code(source: string, outputs: readonly object[] = []): HugeCell {
  return { cell_type: "code", source, outputs };
}

function stream(content: string): object {
  return { output_type: "stream", name: "stdout", text: content };
}

function html(content: string): object {
  return shown({ "text/html": content, "text/plain": "a table" });
}

function json(value: unknown): object {
  return shown({ "application/json": value });
}

/** A small PNG, which is the same each time; beside it a text, so that no two are alike. */
function picture(at = 0): object {
  return shown({
    "image/png":
      "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAYAAACNMs+9AAAAFUlEQVR42mNk+M9Qz0AEYBxVSF+FABJADveWkH6oAAAAAElFTkSuQmCC",
    "text/plain": `<Figure ${at}>`,
  });
}

function shown(data: object): object {
  return { output_type: "display_data", data, metadata: {} };
}

function lines(length: number, seed: number): string {
  const line = (at: number): string => `line ${at} of ${seed} = ${"word ".repeat(12)}\n`;
  return times(Math.ceil(length / line(10_000).length), line).join("");
}

function nested(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level += 1) value = [value];
  return value;
}

function times<Item>(count: number, item: (at: number) => Item): Item[] {
  return Array.from({ length: count }, (_, at) => item(at));
}
