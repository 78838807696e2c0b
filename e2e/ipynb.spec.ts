import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import JSZip from "jszip";
import { parse } from "yaml";
import { peersPython } from "../tools/peers/setup.mjs";
import type { NotebookPage } from "./notebook-page.ts";
import { expect, test } from "./test.ts";

/** The notebook in Jupyter, with real MLflow, which imports torch and transformers first. */
const TIMEOUT_MS = 5 * 60_000;
const SEED = "src/ipynb/testing/seed";

interface NotebookRun {
  readonly outputs: readonly { readonly id: string; readonly text: string }[];
}

let folder: string;
test.beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "ipynb-"));
});
test.afterEach(async () => rm(folder, { recursive: true, force: true }));

for (const option of [1, 2] as const) {
  test(`option ${option}: the saved .ipynb runs in Jupyter and logs the model that the page made`, async ({
    notebook,
  }) => {
    test.setTimeout(TIMEOUT_MS);
    await notebook.openOption(option);
    await notebook.runAllToTheEnd();
    const signature = await notebook.printedSignature();
    const printed = await printedAnswer(notebook);
    const zip = await notebook.download(notebook.cell("Artifact"));
    const file = await saveIpynb(notebook);

    const model = path.join(folder, "model");
    const { outputs } = await python<NotebookRun>("run_notebook.py", file, model);
    expect(outputs.at(-2)?.text).toBe(signature);
    expect(withoutOwn(outputs.at(-1)?.text ?? "")).toBe(withoutOwn(printed));

    const page = Object.fromEntries(
      Object.entries(zip.files).map(([name, text]) => [name.split("/").slice(1).join("/"), text]),
    );
    expect(comparableMlmodel(await readFile(path.join(model, "MLmodel"), "utf8"))).toEqual(
      comparableMlmodel(page["MLmodel"] ?? ""),
    );
    // MLflow finds imported what torch, transformers and Jupyter's own kernel bring.
    const native = (await readFile(path.join(model, "requirements.txt"), "utf8")).split("\n");
    const brought = option === 1 ? /^(numpy|scipy|psutil)==/ : /^$/;
    expect(page["requirements.txt"]?.split("\n")).toEqual(native.filter((line) => !brought.test(line)));
    expect(await shared(model, page)).toEqual(SHARED_FILES[option]);
  });
}

/**
 * What both models hold, byte for byte. MLflow writes option 1's weights and tokenizer anew; conda.yaml and
 * python_env.yaml name the Python that ran.
 */
const SHARED_FILES = {
  1: ["model/config.json", "model/generation_config.json"],
  2: [
    "artifacts/phi3-demo/README.md",
    "artifacts/phi3-demo/config.json",
    "artifacts/phi3-demo/genai_config.json",
    "artifacts/phi3-demo/generation_config.json",
    "artifacts/phi3-demo/onnx/model_q4.onnx",
    "artifacts/phi3-demo/tokenizer.json",
    "artifacts/phi3-demo/tokenizer_config.json",
    "input_example.json",
    "requirements.txt",
    "serving_input_example.json",
  ],
};

for (const [name, option, asOpened, types] of [
  [
    "Option1_TransformerPipeline",
    1,
    "Text Text Code Text Code Text Code Code Text Code Code Code Code",
    "Text Text Code Text Model Text Wrapper Artifact Text Code Signature Inference Code",
  ],
  [
    "Option2_CustomPythonWrapper",
    2,
    "Text Text Code Text Code Text Code Text Code Code Code",
    "Text Text Code Text Model Wrapper Text Artifact Text Code Signature Inference",
  ],
] as const) {
  test(`${name} of the write-up opens as code; as forms it runs, and gives a model that loads`, async ({
    notebook,
    page,
  }) => {
    test.setTimeout(TIMEOUT_MS);
    await notebook.openFile(`${SEED}/${name}.ipynb`);
    await expect.poll(async () => (await notebook.types()).join(" ")).toBe(asOpened);
    await expect(page.getByRole("button", { name: `Notebooks: ${name}` })).toBeVisible();
    await notebook.editAsForms();
    await expect.poll(async () => (await notebook.types()).join(" ")).toBe(types);
    for (const type of ["Model", "Wrapper", "Artifact", "Signature", "Inference"] as const) {
      await notebook.expectStatus(notebook.cell(type), "idle");
    }
    await notebook.runAllToTheEnd();
    const { bytes } = await notebook.download(notebook.cell("Artifact"));
    const { signature } = await loaded(bytes);
    expect(signature.trimEnd()).toBe(await notebook.printedSignature());
    expect(signature).toContain(option === 1 ? "'messages': Array" : "'prompt': string (required)");
  });
}

test("a saved notebook opens again with its cells, forms and outputs", async ({ notebook, page }) => {
  await notebook.cell("Wrapper").getByLabel("Artifact name").fill("round-trip");
  await notebook.run(notebook.cell("Signature"));
  await notebook.expectStatus(notebook.cell("Signature"), "done");
  await notebook.run(notebook.cell("Inference"));
  await notebook.expectStatus(notebook.cell("Inference"), "done");
  const [types, answer] = [await notebook.types(), await notebook.response(notebook.cell("Inference"))];
  const file = await saveIpynb(notebook);

  await notebook.choose(notebook.cells().first(), "Delete");
  await notebook.openFile(file);
  await expect(
    page.getByRole("button", { name: "Notebooks: Option 1: Transformers pipeline (2)" }),
  ).toBeVisible();
  await expect.poll(() => notebook.types()).toEqual(types);
  await expect(notebook.cell("Wrapper").getByLabel("Artifact name")).toHaveValue("round-trip");
  await notebook.expectStatus(notebook.cell("Signature"), "done");
  expect(await notebook.response(notebook.cell("Inference"))).toEqual(answer);
  // My version of the template is as I left it.
  await notebook.openOption(1);
  await expect.poll(() => notebook.types()).toEqual(types.slice(1));
});

test("a damaged file is told of, and loses nothing", async ({ notebook, page }) => {
  const types = await notebook.types();
  const file = path.join(folder, "damaged.ipynb");
  await writeFile(file, '{"nbformat": 4, "metadata": {}, "cells": [{"cell_type": "code"');
  await notebook.documentFile().setInputFiles(file);
  const notices = page.getByRole("region", { name: "Notifications" });
  await expect(notices).toContainText(
    "damaged.ipynb: A notebook (.ipynb) is JSON; found JSON with a fault in line 1",
  );
  await writeFile(file, JSON.stringify({ nbformat: 3, worksheets: [] }));
  await notebook.documentFile().setInputFiles(file);
  await expect(notices).toContainText("should be a notebook of nbformat 4; found nbformat 3.");
  await expect.poll(() => notebook.types()).toEqual(types);
});

test("a notebook is dropped in", async ({ notebook, page }) => {
  const text = await readFile(`${SEED}/Option2_CustomPythonWrapper.ipynb`, "utf8");
  const dropped = await page.evaluateHandle((content) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([content], "dropped.ipynb"));
    return transfer;
  }, text);
  await page.getByRole("main").dispatchEvent("dragover", { dataTransfer: dropped });
  await expect(page.getByText("Drop the notebook or MLflow model to open it")).toBeVisible();
  await page.getByRole("main").dispatchEvent("drop", { dataTransfer: dropped });
  await expect(page.getByRole("button", { name: "Notebooks: dropped" })).toBeVisible();
  await expect.poll(() => notebook.types()).toContain("Code");
});

test("a notebook is opened from GitHub by its address; other hosts are refused", async ({
  notebook,
  page,
}) => {
  const asked: string[] = [];
  await page.route("https://raw.githubusercontent.com/**", async (route) => {
    asked.push(route.request().url());
    await route.fulfill({
      path: `${SEED}/Option1_TransformerPipeline.ipynb`,
      headers: { "Access-Control-Allow-Origin": "*" },
    });
  });
  await notebook.document("Open from an address…");
  const dialog = page.getByRole("dialog", { name: "Open a notebook from an address" });
  await dialog.getByLabel("Address").fill("https://example.com/a.ipynb");
  await dialog.getByRole("button", { name: "Open" }).click();
  await expect(dialog.getByRole("alert")).toContainText("not from example.com");
  await dialog
    .getByLabel("Address")
    .fill("https://github.com/owner/repository/blob/main/My%20notebook.ipynb");
  await dialog.getByRole("button", { name: "Open" }).click();
  await expect(page.getByRole("button", { name: "Notebooks: My notebook" })).toBeVisible();
  expect(asked).toEqual(["https://raw.githubusercontent.com/owner/repository/main/My%20notebook.ipynb"]);
  await expect(page.getByRole("region", { name: "Notifications" })).toContainText("logs a Phi-3 model");
});

test("a notebook is shared as a link, which asks before it opens and runs nothing", async ({
  notebook,
  page,
  context,
}) => {
  await notebook.cell("Wrapper").getByLabel("Artifact name").fill("shared-model");
  await notebook.document("Share as a link…");
  const link = page
    .getByRole("dialog", { name: "Share this notebook as a link" })
    .getByRole("textbox", { name: "Link" });
  await expect(link).toHaveValue(/#share=/);
  const address = await link.inputValue();

  const other = await context.newPage();
  await other.goto(address);
  const question = other.getByRole("alertdialog", {
    name: "Open the shared notebook “Option 1: Transformers pipeline”?",
  });
  await question.getByRole("button", { name: "Leave it" }).click();
  await expect(
    other.getByRole("button", { name: "Notebooks: Option 1: Transformers pipeline" }),
  ).toBeVisible();
  await other.goto(address);
  await question.getByRole("button", { name: "Open it" }).click();
  await expect(
    other.getByRole("button", { name: "Notebooks: Option 1: Transformers pipeline (2)" }),
  ).toBeVisible();
  const wrapper = other.getByRole("article", { name: /: Wrapper$/ });
  await expect(wrapper.getByLabel("Artifact name")).toHaveValue("shared-model");
  await expect(wrapper).toHaveAttribute("data-status", "idle");

  await other.goto(address.slice(0, -20));
  await expect(other.getByRole("region", { name: "Notifications" })).toContainText(
    "This link does not hold a whole notebook",
  );
});

async function saveIpynb(notebook: NotebookPage): Promise<string> {
  const downloading = notebook.page.waitForEvent("download");
  await notebook.document("Save as .ipynb");
  const download = await downloading;
  const file = path.join(folder, download.suggestedFilename());
  await download.saveAs(file);
  return file;
}

async function python<Answer>(script: string, ...args: string[]): Promise<Answer> {
  const { stdout } = await promisify(execFile)(peersPython(), [`tools/peers/${script}`, ...args], {
    maxBuffer: 64 * 2 ** 20,
  });
  return JSON.parse(stdout) as Answer;
}

/** The model in the zip, loaded by real MLflow. */
async function loaded(zip: Buffer): Promise<{ signature: string }> {
  const { files } = await JSZip.loadAsync(zip);
  for (const entry of Object.values(files)) {
    if (entry.dir) continue;
    const file = path.join(folder, entry.name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, await entry.async("nodebuffer"));
  }
  const inputs = path.join(folder, "inputs.json");
  await writeFile(inputs, "[]");
  const top = Object.keys(files)[0]?.split("/")[0] ?? "";
  return python("run_model.py", path.join(folder, top), "--inputs", inputs);
}

async function printedAnswer(notebook: NotebookPage): Promise<string> {
  const cell = notebook.cell("Inference");
  const views = cell.getByRole("tablist", { name: "Forms of the output" });
  await views.getByRole("tab", { name: "As predict prints it" }).click();
  return cell.getByRole("region", { name: /, As predict prints it$/ }).innerText();
}

/** The id and the time of an answer are a run's own. */
function withoutOwn(answer: string): string {
  return answer
    .trimEnd()
    .replace(/'id': '[^']*'/, "")
    .replace(/'created': \d+/, "");
}

interface Mlmodel {
  readonly flavors: Record<string, Record<string, unknown>>;
}

/** Fields that belong to the run, and those in which an artifact of files differs from a pickled object: ARCHITECTURE.md. */
function comparableMlmodel(text: string): unknown {
  const own =
    /^(artifact_path|is_signature_from_type_hint|model_id|model_size_bytes|model_uuid|prompts|run_id|type_hint_from_example|utc_time_created)$/;
  const content = Object.fromEntries(
    Object.entries(parse(text) as Mlmodel).filter(([name]) => !own.test(name)),
  );
  const flavor = (content as unknown as Mlmodel).flavors["python_function"] ?? {};
  for (const name of ["code", "python_version", "artifacts"]) delete flavor[name];
  return content;
}

/** Paths of the files that the folder and the page's artifact both have, with the same bytes. */
async function shared(model: string, page: Readonly<Record<string, string>>): Promise<string[]> {
  const entries = await readdir(model, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(model, path.join(entry.parentPath, entry.name)).replaceAll("\\", "/"));
  const same = await Promise.all(
    paths.map(async (each) => (await readFile(path.join(model, each), "utf8")) === page[each]),
  );
  return paths.filter((name, at) => same[at] && !/^(conda|python_env)\.yaml$/.test(name)).toSorted();
}
