import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expectNoViolations } from "./axe.ts";
import { expect, test } from "./shared-page.ts";

let folder: string;
test.beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "code-cells-"));
});
test.afterEach(async () => rm(folder, { recursive: true, force: true }));

const PNG =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

const PIPELINE = 'p = transformers.pipeline("text-generation", model="microsoft/Phi-3-mini-4k-instruct")';
const LOG =
  'with mlflow.start_run():\n    info = mlflow.transformers.log_model(transformers_model=p, name="m", task="llm/v1/chat")';

function shown(data: object, metadata = {}) {
  return { output_type: "display_data", data, metadata };
}

function codeCell(id: string, source: string, outputs: readonly object[] = []) {
  return { cell_type: "code", execution_count: null, id, metadata: {}, outputs, source };
}

const HTML = `<table border="1"><tr style="color: red; position: fixed; inset: 0"><td>Spain</td><td>Madrid</td></tr></table>
<script>document.title = "taken"</script><img src="https://example.com/spy.png" onerror="document.title = 'taken'">
<a href="javascript:document.title='taken'">a link</a><style>main { display: none }</style>`;

/** Accents on one letter take the square of their number to draw. */
const ACCENTS = "\u0301".repeat(100);
const ACCENTED = `<p>a${`<b>${ACCENTS}</b><script>x</script><img alt="${ACCENTS}">`.repeat(5)}</p>`;

const IPYNB = JSON.stringify(
  {
    cells: [
      {
        attachments: { "dot.png": { "image/png": PNG } },
        cell_type: "markdown",
        id: "text",
        metadata: {},
        source: "# Mine\n\n![A dot](attachment:dot.png)",
      },
      codeCell("out", "show()", [
        { output_type: "stream", name: "stdout", text: ["10%\r", "100%\n"] },
        shown({ "text/plain": "a table", "text/html": HTML }),
        shown({ "text/plain": "<Figure>", "image/png": PNG }, { "image/png": { width: 40 } }),
        shown({
          "text/plain": "a drawing",
          "image/svg+xml": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
        }),
        {
          output_type: "error",
          ename: "E",
          evalue: "v",
          traceback: ["\u001b[31mValueError\u001b[39m: no", "\u001b[38;5;28mline\u001b[0m"],
        },
        shown({ "text/html": ACCENTED }),
      ]),
      codeCell("imports", "import mlflow, transformers"),
      codeCell("model", PIPELINE),
      codeCell("log", LOG, [{ output_type: "stream", name: "stderr", text: "logged" }]),
      codeCell("sklearn", 'mlflow.sklearn.log_model(m, name="m")'),
    ],
    metadata: { x: 1 },
    nbformat: 4,
    nbformat_minor: 5,
  },
  null,
  2,
).replace('"x": 1', '"x": NaN');

test("a notebook of code shows its outputs, offers a form, takes it back, and is saved as it was", async ({
  notebook,
  page,
  complaints,
}) => {
  const file = path.join(folder, "mine.ipynb");
  await writeFile(file, IPYNB);
  await notebook.openFile(file);

  await expect(page.getByRole("img", { name: "A dot" })).toBeVisible();
  const output = (place: number) =>
    page.getByRole("region", { name: `Output ${place} of Cell 2: Code, as saved` });
  await expect(output(1)).toHaveText("100%");
  await expect(output(2).getByRole("cell")).toHaveText(["Spain", "Madrid"]);
  await expect(output(2).getByRole("row")).toHaveCSS("position", "static");
  await expect(output(2).getByRole("link")).toHaveCount(0);
  await expect(output(3).getByRole("img", { name: "<Figure>" })).toHaveJSProperty("naturalWidth", 1);
  await expect(output(4).getByRole("img", { name: "a drawing" })).toHaveJSProperty("naturalWidth", 9);
  await expect(output(5)).toHaveText("ValueError: no\nline");
  await expect(output(6)).toHaveText(`a${ACCENTS}\uFFFD`);
  await expect(page).not.toHaveTitle("taken");
  // The browser says of a handler in the HTML that it did not take it; the page has taken it out.
  expect(complaints.filter((text) => !text.includes("Executing inline event handler"))).toEqual([]);
  complaints.length = 0;
  await expectNoViolations(page);

  const sklearn = notebook.cells().nth(5);
  await sklearn.getByText("This cell stays code").click();
  await expect(sklearn).toContainText("It logs with mlflow.sklearn");

  await notebook.cells().nth(4).getByRole("button", { name: "Edit as a form" }).click();
  await expect
    .poll(() => notebook.types())
    .toEqual(["Text", "Code", "Code", "Model", "Wrapper", "Artifact", "Code"]);
  await expect(notebook.cell("Artifact")).toContainText("logged");
  await notebook.cell("Wrapper").getByRole("button", { name: "Back to code" }).click();
  await expect.poll(() => notebook.types()).toEqual(["Text", "Code", "Code", "Code", "Code", "Code"]);

  const downloading = page.waitForEvent("download");
  await notebook.document("Save as .ipynb");
  const saved = path.join(folder, "saved.ipynb");
  await (await downloading).saveAs(saved);
  expect(await readFile(saved, "utf8")).toBe(IPYNB);
});
