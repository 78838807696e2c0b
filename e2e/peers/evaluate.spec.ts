/** An evaluation in the page, and the same one in Jupyter with real MLflow: the same table, the same metrics, on a real server. */
import { readFile } from "node:fs/promises";
import { runPython } from "../../tools/peers/python-server.ts";
import { MlflowServer } from "../mlflow-server.ts";
import { saveIpynb } from "../save-ipynb.ts";
import { expect, test } from "../test.ts";

const TABLE = [
  {
    prompt: "What is the capital of Spain?",
    expected: "Madrid",
    pattern: String.raw`^\s*The capital of \w+ is`,
  },
  { prompt: 'Say "hello",\nplease.', expected: "", pattern: String.raw`\d` },
  { prompt: "What is the capital of Italy?", expected: "london", pattern: "(?i)ROME" },
];

interface Run {
  readonly name: string;
  readonly status: string;
  readonly params: Readonly<Record<string, string>>;
  readonly metrics: Readonly<Record<string, number>>;
  readonly table: { readonly columns: readonly string[]; readonly data: readonly unknown[][] };
}

let server: MlflowServer;
test.beforeAll(async () => {
  server = await MlflowServer.start();
});
test.afterAll(() => server.stop());

for (const option of [1, 2] as const) {
  test(`option ${option}: page and Jupyter give the same table and metrics, and the server has both runs`, async ({
    notebook,
  }) => {
    await notebook.openOption(option);
    await notebook.add("Evaluate", await notebook.cells().count());
    const cell = notebook.cell("Evaluate");
    await cell.getByText("Import a table").click();
    const lines = TABLE.map((row) => JSON.stringify(row)).join("\n");
    await cell.getByLabel("Table as CSV, tab-separated text or JSON Lines").fill(lines);
    await cell.getByRole("button", { name: "Replace the table" }).click();
    await expect(cell.getByLabel("pattern, row 3")).toHaveValue("(?i)ROME");
    for (const [at, [kind, expected]] of [
      ["Equals", "The capital of Spain is {{expected}}."],
      ["Matches a pattern", "{{pattern}}"],
      ["Fits a JSON schema", '{"type": "object"}'],
    ].entries()) {
      await cell.getByRole("button", { name: "Add check" }).click();
      await cell
        .getByLabel("Check", { exact: true })
        .nth(at + 1)
        .selectOption(kind ?? "");
      await cell
        .getByLabel("Expected", { exact: true })
        .nth(at + 1)
        .fill(expected ?? "");
    }
    await notebook.run(cell);
    await notebook.expectStatus(cell, "done");

    const experiment = `option ${option}`;
    await cell.getByText("Log to an MLflow server").click();
    await cell.getByLabel("MLflow tracking server").fill(server.url);
    await cell.getByLabel("Experiment").fill(experiment);
    await cell.getByLabel("Run name").fill("the same");
    await cell.getByRole("button", { name: "Log run" }).click();
    await expect(cell.getByRole("link", { name: "the same" })).toBeVisible();

    const file = await saveIpynb(notebook, test.info().outputDir);
    const printed = printedIn(JSON.parse(await readFile(file, "utf8")) as Ipynb);
    expect(printed).toContain("contains/mean: 0.5\nexact/mean: ");
    const ran = await runPython(["tools/peers/run_notebook.py", file, "--without-model"]);
    const { outputs } = JSON.parse(ran) as { readonly outputs: readonly { readonly text: string }[] };
    // mlflow.genai.evaluate tells where it logged, first.
    const text = outputs.at(-1)?.text ?? "";
    expect(text.slice(text.indexOf(printed.slice(0, 20)))).toBe(printed);

    const found = await runPython(["tools/peers/search_runs.py", server.url, experiment]);
    const [page, jupyter, ...more] = JSON.parse(found) as Run[];
    expect(more).toEqual([]);
    expect(withoutTimes(page)).toEqual(withoutTimes(jupyter));
    expect(page?.name).toBe("the same");
    expect(page?.status).toBe("FINISHED");
    expect(page?.metrics["contains/mean"]).toBe(0.5);
    expect(page?.metrics["regex/mean"]).toBe(2 / 3);
    expect(page?.table.data).toHaveLength(3);
    expect(page?.params).toMatchObject({
      wrapper: option === 1 ? "transformers" : "pyfunc",
      runtime: "int4",
    });
  });
}

interface Ipynb {
  readonly cells: readonly { readonly outputs?: readonly { readonly text?: readonly string[] }[] }[];
}

function printedIn({ cells }: Ipynb): string {
  return cells.at(-1)?.outputs?.[0]?.text?.join("") ?? "";
}

/** What is the same on every computer. */
function withoutTimes(run: Run | undefined) {
  if (!run) throw new Error("There is no run.");
  const time = run.table.columns.indexOf("time_ms");
  return {
    name: run.name,
    status: run.status,
    metrics: Object.fromEntries(Object.entries(run.metrics).filter(([name]) => !name.startsWith("time_ms"))),
    columns: run.table.columns,
    data: run.table.data.map((row) => row.filter((_, at) => at !== time)),
  };
}
