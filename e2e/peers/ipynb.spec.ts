import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import JSZip from "jszip";
import { parse } from "yaml";
import { runPython } from "../../tools/peers/python-server.ts";
import { runModel } from "../../tools/peers/run-model.ts";
import type { NotebookPage } from "../notebook-page.ts";
import { saveIpynb } from "../save-ipynb.ts";
import { expect, test } from "../test.ts";

/** The notebook in Jupyter, with real MLflow. */
const SEED = "src/ipynb/testing/seed";

interface NotebookRun {
  readonly outputs: readonly { readonly id: string; readonly text: string }[];
  /** Of the deployment. */
  readonly files: Readonly<Record<string, string>>;
}

let folder: string;
test.beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "ipynb-"));
});
test.afterEach(async () => rm(folder, { recursive: true, force: true }));

for (const option of [1, 2] as const) {
  test(`option ${option}: the saved .ipynb runs in Jupyter, logs the model and writes the deployment that the page made`, async ({
    notebook,
  }) => {
    await notebook.openOption(option);
    // In Jupyter the cell's Python logs an object; the zip's other form is a Python file that MLflow runs.
    if (option === 2) {
      await notebook.cell("Wrapper").getByLabel("Class in the artifact").selectOption("reference");
    }
    const deployCell = notebook.cell("Deploy");
    await notebook.runAllToTheEnd();
    await notebook.expectStatus(deployCell, "done");
    const deployment = await notebook.download(deployCell);
    const signature = await notebook.printedSignature();
    const printed = await printedAnswer(notebook);
    const zip = await notebook.download(notebook.cell("Artifact"));
    const file = await saveIpynb(notebook, folder);

    const model = path.join(folder, "model");
    const ran = await runPython(["tools/peers/run_notebook.py", file, model]);
    const { outputs, files } = JSON.parse(ran) as NotebookRun;
    // The last four are those of the signature, inference, register and deploy cells.
    expect(outputs.at(-4)?.text).toBe(signature);
    expect(withoutOwn(outputs.at(-3)?.text ?? "")).toBe(withoutOwn(printed));
    expect(files).toEqual(deployment.files);

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

/** The model in the zip, loaded by real MLflow. */
async function loaded(zip: Buffer): Promise<{ signature: string }> {
  const { files } = await JSZip.loadAsync(zip);
  for (const entry of Object.values(files)) {
    if (entry.dir) continue;
    const file = path.join(folder, entry.name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, await entry.async("nodebuffer"));
  }
  const top = Object.keys(files)[0]?.split("/")[0] ?? "";
  return runModel(path.join(folder, top), []);
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
