import type { NotebookPage } from "./notebook-page.ts";
import { expect, test } from "./test.ts";

test.use({ editor: "plain" });

/** Opens a notebook of code cells. */
async function openCells(notebook: NotebookPage, sources: readonly string[]): Promise<void> {
  const file = {
    cells: sources.map((source, at) => ({
      cell_type: "code",
      execution_count: null,
      id: `c${at}`,
      metadata: {},
      outputs: [],
      source,
    })),
    metadata: { kernelspec: { display_name: "Python 3", language: "python", name: "python3" } },
    nbformat: 4,
    nbformat_minor: 5,
  };
  await notebook.documentFile().setInputFiles({
    name: "cells.ipynb",
    mimeType: "application/json",
    buffer: Buffer.from(JSON.stringify(file)),
  });
  await expect(notebook.cells()).toHaveCount(sources.length);
}

test("code cells run in one session, ask for input, and show what they give", async ({ page, notebook }) => {
  await openCells(notebook, [
    "name = input('Who? ')",
    "print('Hello,', name)\n{'a': [1, 2]}",
    "from IPython.display import HTML\nHTML('<b>bold</b>')",
    "import pydantic\npydantic.TypeAdapter(list[int]).validate_python(['7'])",
    "import missing_package",
  ]);
  const cell = (at: number) => notebook.cells().nth(at);
  await notebook.command("Run all");
  await cell(0).getByLabel("Who?").fill("Ada");
  await page.keyboard.press("Enter");
  await expect(cell(1).getByRole("region", { name: "Output 1" })).toContainText("Hello, Ada");
  await expect(cell(1).getByRole("region", { name: "Output 2" })).toHaveText("{'a': [1, 2]}");
  await expect(cell(2).getByRole("region", { name: "Output 1" }).locator("b")).toHaveText("bold");
  // A wheel, with WebAssembly of its own.
  await expect(cell(3).getByRole("region", { name: "Output 1" })).toHaveText("[7]");
  await expect(cell(4)).toContainText("ModuleNotFoundError: No module named 'missing_package'");
  await expect(cell(4)).toContainText("Cell In[5], line 1");
  await expect(cell(4)).toHaveAttribute("data-status", "failed");
  // The outputs are kept.
  await notebook.untilSaved();
  await notebook.reload();
  await expect(cell(1)).toContainText("Hello, Ada");
});

test("a loop, a sleep, an await and a long generate() are interrupted, and the variables stay until the restart", async ({
  notebook,
}) => {
  await openCells(notebook, [
    "kept = 41\nprint('busy')\nwhile True:\n    pass",
    "import time\nprint('busy')\ntime.sleep(600)",
    "import asyncio\nprint('busy')\nawait asyncio.sleep(600)",
    "kept + 1",
    "import transformers\npipe = transformers.pipeline('text-generation', model='phi3-demo')",
    "print('busy')\nwhile True:\n    pipe('Hi', max_new_tokens=200, min_new_tokens=200, do_sample=False)",
    "while True:\n    print('busy')",
    "print('busy')\nsum(range(10**12))",
  ]);
  const cell = (at: number) => notebook.cells().nth(at);
  await cell(4).getByRole("button", { name: /^Run / }).click();
  await expect(cell(4)).toHaveAttribute("data-status", "done", { timeout: 60_000 });
  for (const at of [0, 1, 2, 5, 6]) {
    await cell(at).getByRole("button", { name: /^Run / }).click();
    await expect(cell(at).getByRole("region", { name: "Output 1" })).toContainText("busy");
    await cell(at)
      .getByRole("button", { name: /^Stop / })
      .click();
    await expect(cell(at)).toContainText("KeyboardInterrupt");
  }
  await cell(3).getByRole("button", { name: /^Run / }).click();
  await expect(cell(3).getByRole("region", { name: "Output 1" })).toHaveText("42");
  await notebook.command("Restart");
  await cell(3).getByRole("button", { name: /^Run / }).click();
  await expect(cell(3)).toContainText("NameError: name 'kept' is not defined");
  await expect(cell(3)).toContainText("Cell In[1], line 1");
  // Python itself cannot interrupt this.
  await cell(7).getByRole("button", { name: /^Run / }).click();
  await expect(cell(7).getByRole("region", { name: "Output 1" })).toContainText("busy");
  await cell(7)
    .getByRole("button", { name: /^Stop / })
    .click();
  await expect(cell(7)).toContainText("What its variables held is gone: Stop could not interrupt it");
});

test("a model that a code cell logs has its files and its zip, and a cell below asks it, and answers its input(); the focus stays in the cell", async ({
  page,
  notebook,
}) => {
  await openCells(notebook, [
    `import builtins
import mlflow
END = "!"
class Shout(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input, params=None):
        count = int(input("How loud? ")) if hasattr(builtins, "is_logged") else 1
        return [text.upper() + END * count for text in model_input["prompt"]]
info = mlflow.pyfunc.log_model(name="shout", python_model=Shout(), input_example={"prompt": "hello"})
builtins.is_logged = True`,
    "mlflow.set_tracking_uri('http://127.0.0.1:9')\nmlflow.set_experiment('mine')",
  ]);
  const cell = (at: number) => notebook.cells().nth(at);
  await cell(0).getByRole("button", { name: /^Run / }).click();
  const model = cell(0).getByRole("region", { name: /^Model shout, logged by / });
  await expect(model.getByRole("region", { name: /^Contents of MLmodel/ })).toContainText("model_code_path");
  await model.getByRole("treeitem", { name: /shout\.py/ }).click();
  await expect(model.getByRole("region", { name: /^Contents of shout\.py/ })).toContainText("END = '!'");
  const download = page.waitForEvent("download");
  await model.getByRole("button", { name: "Download shout.zip" }).click();
  expect((await download).suggestedFilename()).toBe("shout.zip");
  await model.getByRole("button", { name: "Ask it…" }).click();
  await cell(1).getByRole("button", { name: /^Run / }).first().click();
  await cell(1).getByLabel("How loud?").fill("3");
  await page.keyboard.press("Enter");
  await expect(cell(1)).toContainText("HELLO!!!");
  await expect(cell(1)).toBeFocused();
  await cell(2).getByRole("button", { name: /^Run / }).click();
  await expect(
    page.getByRole("status").filter({ hasText: /^Cell 3: Code: Waiting for your answer\.$/ }),
  ).toBeAttached();
  await cell(2).getByRole("button", { name: "Don't let it" }).click();
  await expect(cell(2)).toBeFocused();
  await expect(cell(2)).toContainText("You did not let this notebook's Python use http://127.0.0.1:9.");
});

test("a hostile cell reaches no network and nothing of the page's storage", async ({ page, notebook }) => {
  await openCells(notebook, [
    `import js, pyodide_js
for attempt in [
    lambda: js.fetch('https://example.com'),
    lambda: js.setTimeout.constructor('return globalThis')(),
    lambda: js.setTimeout.constructor.constructor('return globalThis')(),
    lambda: js.eval('globalThis'),
    lambda: js.indexedDB,
    lambda: pyodide_js._api.config.jsglobals.fetch,
    lambda: __import__('pyodide.code').code.run_js('fetch'),
    lambda: __import__('urllib.request').request.urlopen('https://example.com'),
]:
    try:
        print('REACHED', attempt())
    except BaseException as error:
        print(type(error).__name__)
from pyodide.http import pyfetch
try:
    await pyfetch('/')
    print('REACHED')
except BaseException as error:
    print(type(error).__name__)
print('done')`,
  ]);
  const requests: string[] = [];
  const cell = notebook.cells().first();
  await cell.getByRole("button", { name: /^Run / }).click();
  await expect(cell).toContainText("Starting Python");
  page.on("request", (request) => requests.push(request.url()));
  const output = cell.getByRole("region", { name: "Output 1" });
  await expect(output).toContainText("done");
  await expect(output).not.toContainText("REACHED");
  // However code might come to the worker's global scope: there is nothing there.
  const worker = page.workers().find((each) => each.url().includes("python-worker"));
  const left = await worker?.evaluate(() => {
    const names = [
      "fetch",
      "XMLHttpRequest",
      "WebSocket",
      "WebTransport",
      "EventSource",
      "importScripts",
      "Worker",
      "BroadcastChannel",
      "indexedDB",
      "caches",
      "cookieStore",
      "navigator",
    ];
    return names.filter((name) => Reflect.get(globalThis, name) !== undefined);
  });
  expect(left).toEqual([]);
  // The page's own parts come when they are wanted.
  expect(requests.filter((url) => !url.includes("/assets/"))).toEqual([]);
});

for (const [name, answer] of [
  ["Option1_TransformerPipeline", "Madrid"],
  ["Option2_CustomPythonWrapper", "Why should you never trust atoms?"],
] as const) {
  test(`${name} of the write-up runs as it is, on the page's own engine`, async ({ notebook, page }) => {
    await notebook.openFile(`src/ipynb/testing/seed/${name}.ipynb`);
    await expect(page.getByRole("button", { name: `Notebooks: ${name}` })).toBeVisible();
    await notebook.command("Run all");
    await expect(notebook.cells().last()).toHaveAttribute("data-status", "done", { timeout: 120_000 });
    await expect(page.locator('article[data-status="failed"]')).toHaveCount(0);
    await expect(notebook.cells().last()).toContainText(answer);
  });
}
