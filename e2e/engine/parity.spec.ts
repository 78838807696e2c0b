import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { peersPython } from "../../tools/peers/setup.mjs";
import { NotebookPage } from "../notebook-page.ts";
import { expect, test } from "../test.ts";
import { unzip } from "../unzip.ts";

/**
 * The two promises of the product, kept or not: the zip that a person downloads loads in real MLflow, and real MLflow
 * answers what the page answered, token for token.
 */
const CHATS = "tools/peers/fixtures/round-trip-chats.json";
const AT_LEAST = 50;
/** 64 answers on each runtime of the page and in real MLflow. */
const TIMEOUT_MS = 10 * 60_000;

interface Message {
  readonly role: string;
  readonly content: string;
}

interface NativeRun {
  readonly signature: string;
  readonly loaderModule: string;
  readonly results: readonly {
    readonly prediction: unknown;
    readonly promptIds: readonly number[];
    readonly ids: readonly number[];
  }[];
}

interface Completion {
  readonly id: string;
  readonly created: number;
}

test("option 1: real MLflow loads the downloaded zip and answers as the page did", async ({ page }) => {
  test.setTimeout(TIMEOUT_MS);
  const inputs = (await readChats()).map((messages) => ({ messages }));
  const { native, inPage, signature } = await answerInBoth(page, 1, inputs);

  expect(native.loaderModule).toBe("mlflow.transformers");
  expect(signature).toBe(native.signature.trimEnd());
  // The id and the time are a run's own.
  const shared = (response: unknown) =>
    (response as Completion[]).map(({ id: _id, created: _created, ...rest }) => rest);
  for (const answers of inPage) {
    expect(answers.map(({ response }) => shared(response))).toEqual(
      native.results.map(({ prediction }) => shared(prediction)),
    );
    expect(answers.map(({ tokenIds }) => tokenIds)).toEqual(generatedIds(native));
  }
});

test("option 2: real MLflow loads the downloaded zip and answers as the page did", async ({ page }) => {
  test.setTimeout(TIMEOUT_MS);
  const inputs = (await readChats()).map((messages) => ({ prompt: rolesAndText(messages) }));
  const { native, inPage, signature } = await answerInBoth(page, 2, inputs);

  expect(native.loaderModule).toBe("mlflow.pyfunc.model");
  expect(signature).toBe(native.signature.trimEnd());
  for (const answers of inPage) {
    expect(answers.map(({ response }) => response)).toEqual(
      native.results.map(({ prediction }) => prediction),
    );
    expect(answers.map(({ tokenIds }) => tokenIds)).toEqual(generatedIds(native));
  }
});

interface Answer {
  readonly response: unknown;
  readonly tokenIds: number[];
}

async function answerInBoth(
  page: ConstructorParameters<typeof NotebookPage>[0],
  option: 1 | 2,
  inputs: readonly unknown[],
): Promise<{
  native: NativeRun;
  /** Of each runtime. */
  inPage: Answer[][];
  signature: string;
}> {
  expect(inputs.length).toBeGreaterThanOrEqual(AT_LEAST);
  const notebook = new NotebookPage(page);
  await notebook.open();
  await notebook.openOption(option);
  await notebook.runAllToTheEnd();
  const signature = await notebook.printedSignature();
  const { bytes } = await notebook.download(notebook.cell("Artifact"));

  const cell = notebook.cell("Inference");
  const inPage: Answer[][] = [];
  for (const runtime of ["int4 kernel", "onnxruntime-web"]) {
    await cell.getByLabel("Runtime", { exact: true }).selectOption(runtime);
    const answers: Answer[] = [];
    for (const input of inputs) {
      const response = await notebook.predict(cell, input);
      answers.push({ response, tokenIds: await notebook.tokenIds(cell) });
    }
    await expect(cell.getByText(new RegExp(`^${runtime} .*threads?$`))).toBeVisible();
    inPage.push(answers);
  }
  return { native: await runInMlflow(bytes, inputs), inPage, signature };
}

async function runInMlflow(zip: Buffer, inputs: readonly unknown[]): Promise<NativeRun> {
  const folder = await mkdtemp(path.join(tmpdir(), "parity-"));
  try {
    const model = await unzip(zip, folder);
    const inputsFile = path.join(folder, "inputs.json");
    const outputFile = path.join(folder, "output.json");
    await writeFile(inputsFile, JSON.stringify(inputs));
    const script = "tools/peers/run_model.py";
    await promisify(execFile)(peersPython(), [script, model, "--inputs", inputsFile, "--out", outputFile], {
      maxBuffer: 64 * 2 ** 20,
    });
    return JSON.parse(await readFile(outputFile, "utf8")) as NativeRun;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function generatedIds(native: NativeRun): number[][] {
  return native.results.map(({ ids, promptIds }) => ids.slice(promptIds.length));
}

function rolesAndText(messages: readonly Message[]): string {
  return `${messages.map(({ role, content }) => `<|${role}|>${content}<|end|>`).join("")}<|assistant|>`;
}

async function readChats(): Promise<Message[][]> {
  return JSON.parse(await readFile(CHATS, "utf8")) as Message[][];
}
