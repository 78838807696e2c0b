/** `npm run models`: puts each public model, rebuilt in small, through the verdict, the page's engine and real MLflow, and writes docs/models.md. */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { PreTrainedTokenizer } from "@huggingface/transformers";
import { english } from "#base/message.ts";
import { lookUpHub } from "#bundle/download/hub-source.ts";
import { inspectPlan } from "#bundle/download/inspect-plan.ts";
import type { BundleReport, OptionReport } from "#bundle/inspect.ts";
import { families, publicModels } from "#bundle/families/families.ts";
import type { PublicModel } from "#bundle/families/family.ts";
import { parseGenaiConfig } from "#genai/config.ts";
import { judgeDecoder } from "#int4/kernel-verdict.ts";
import { recogniseDecoder } from "#int4/recognise-decoder.ts";
import { readOnnxModel } from "#onnx/onnx-model.ts";
import { defaultWrapper } from "#wrapper/defaults.ts";
import type { TransformersWrapper } from "#wrapper/wrapper.ts";
import { replaceSection } from "../../bench/marked-section.ts";
import { bundleOfFolder } from "../peers/model-folders.ts";
import type { ModelRun } from "../peers/run-model.ts";
import { makeEnvironments, peersPython } from "../peers/setup.mjs";
import { writeArtifact } from "../peers/write-artifact.ts";
import { fullSize } from "./full-size.ts";
import { Hub } from "./hub.ts";
import { prompts } from "./prompts.ts";
import { repositories, repositoryFolder } from "./repositories.mjs";
import { tryOption2 } from "./try-option2.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const document = path.join(root, "docs/models.md");
const options = { fetch, signal: new AbortController().signal };
/** Layers, and by what repositories.mjs divides the width. */
const usualSize = { layers: 32, divisor: 8 };
const otherSizes: ReadonlyMap<string, typeof usualSize> = new Map([
  ["microsoft/Phi-3-medium-4k-instruct-onnx-cpu", { layers: 40, divisor: 10 }],
]);

interface Row {
  readonly model: string;
  readonly option: string;
  readonly cells: Readonly<Record<Column, string>>;
}

const columns = [
  "verdict before the download",
  "runtime",
  "tokens as native",
  "artifact in real MLflow",
  "memory at full size",
  "context at full size",
  "speed at full size",
] as const;
type Column = (typeof columns)[number];

/** @param args `--dry` prints the table and writes nothing. */
export async function main(args: readonly string[]): Promise<void> {
  await makeEnvironments(["current"]);
  const folders: [string, string][] = [];
  for (const name of Object.keys(repositories)) folders.push([name, await repositoryFolder(name)]);
  const hub = new Hub(Object.fromEntries(folders));
  await hub.start();
  const work = await mkdtemp(path.join(tmpdir(), "models-"));
  try {
    const rows: Row[] = [];
    for (const model of publicModels) rows.push(...(await rowsOf(model, hub, new Map(folders), work)));
    const table = [tableOf(rows), layoutsTable()].join("\n\n");
    console.log(table);
    if (args.includes("--dry")) return;
    await writeFile(document, replaceSection(await readFile(document, "utf8"), "models", table));
  } finally {
    hub.stop();
    await rm(work, { recursive: true, force: true });
  }
}

async function rowsOf(
  model: PublicModel,
  hub: Hub,
  folders: ReadonlyMap<string, string>,
  work: string,
): Promise<Row[]> {
  const onnxFolder = path.join(folders.get(model.onnx.repository) ?? "", model.onnx.variant);
  const onnx = parseGenaiConfig(await readFile(path.join(onnxFolder, "genai_config.json"), "utf8")).model
    .decoder.filename;
  const planned = await plannedCells(path.join(onnxFolder, onnx), model);
  const texts = await promptsOf(onnxFolder);
  say(`${model.name}, option 2`);
  const { results, samePrompts, sameTokens, margins } = await tryOption2(
    onnxFolder,
    texts,
    path.join(work, `${model.name}-2`),
  );
  const option2 = {
    tokens: `${sameTokens} of ${texts.length}${nearTies(margins)}`,
    artifact: artifactCell(results, samePrompts),
  };
  if (!model.runsHere) return refusedRows(model, planned["memory at full size"], option2);
  const report = await verdictOf(model, hub);
  say(`${model.name}, option 1`);
  const option1 = await tryOption1(model, onnxFolder, hub, path.join(work, `${model.name}-1`));
  const runtime = report.runtime?.kind === "int4" ? "int4 kernel" : "onnxruntime-web";
  const speed = await speedOf(model);
  const row = (option: string, verdict: OptionReport, tried: Tried): Row => ({
    model: model.name,
    option,
    cells: {
      "verdict before the download": verdictCell(verdict),
      runtime,
      "tokens as native": tried.tokens,
      "artifact in real MLflow": tried.artifact,
      ...planned,
      "speed at full size": speed,
    },
  });
  return [row("1", report.transformers, option1), row("2", report.pyfunc, option2)];
}

/** What does not fit runs as a small copy only. */
function refusedRows({ name, weights }: PublicModel, memory: string, copy: Tried): Row[] {
  const cells = (verdict: string, { tokens, artifact }: Tried): Row["cells"] => ({
    "verdict before the download": verdict,
    runtime: "none",
    "tokens as native": tokens,
    "artifact in real MLflow": artifact,
    "memory at full size": memory,
    "context at full size": "none",
    "speed at full size": "–",
  });
  return [
    {
      model: name,
      option: "1",
      cells: cells(`does not run; is packed by reference to ${weights.repository}`, {
        tokens: "–",
        artifact: "not tried",
      }),
    },
    { model: name, option: "2", cells: cells("does not run: choose a smaller model; is packed", copy) },
  ];
}

async function verdictOf({ onnx }: PublicModel, hub: Hub): Promise<BundleReport> {
  const { repository, variant, commit } = onnx;
  const source = { kind: "hub", hubUrl: hub.url, repository, revision: commit ?? "", variant } as const;
  const [plan] = await lookUpHub(source, options);
  const report = plan === undefined ? null : await inspectPlan(plan, options);
  if (report === null) throw new Error(`There is no verdict on ${repository}.`);
  return report;
}

function verdictCell({ runs, packs }: OptionReport): string {
  const parts = [runs.ready ? "runs" : `does not run: ${english(runs.reason)}`];
  parts.push(packs.ready ? "is packed" : `is not packed: ${english(packs.reason)}`);
  return parts.join("; ");
}

/** As loading plans it, on four threads. */
async function plannedCells(
  onnx: string,
  { contextLength, onnx: { repository } }: PublicModel,
): Promise<Pick<Row["cells"], "memory at full size" | "context at full size">> {
  const recognition = recogniseDecoder(await readOnnxModel(new Blob([await readFile(onnx)])));
  if ("reason" in recognition) throw new Error(english(recognition.reason));
  const { layers, divisor } = otherSizes.get(repository) ?? usualSize;
  const graph = fullSize(recognition.graph, layers, divisor);
  const { needs, outsideBytes, fittingTokens, wideTokens } = judgeDecoder(graph, contextLength, {
    threads: 4,
    activationBytes: 1,
  });
  const outside = outsideBytes > 0 ? `, and ${(outsideBytes / 1e9).toFixed(2)} GB of embedding outside` : "";
  const narrow = wideTokens < fittingTokens ? `, beyond ${count(wideTokens)} in 16 bits` : "";
  return {
    "memory at full size": `${(needs.weightsBytes / 1e9).toFixed(2)} GB${outside}`,
    "context at full size": `${count(fittingTokens)} of ${count(contextLength)} tokens${narrow}`,
  };
}

async function promptsOf(folder: string): Promise<string[]> {
  const tokenizer = await transformersTokenizer(folder);
  return prompts.map((content) =>
    tokenizer.apply_chat_template([{ role: "user", content }], {
      tokenize: false,
      add_generation_prompt: true,
    }),
  );
}

interface Tried {
  readonly tokens: string;
  readonly artifact: string;
}

/** By reference: real MLflow loads Microsoft's weights from the hub. They are bfloat16, so that its words are not int4's. */
async function tryOption1(model: PublicModel, folder: string, hub: Hub, target: string): Promise<Tried> {
  const { repository, commit } = model.weights;
  const bundle = await bundleOfFolder(folder);
  const origin = {
    kind: "download",
    host: "huggingface.co",
    hub: { repository: model.onnx.repository, commit: hub.commitOf(model.onnx.repository) },
  } as const;
  const wrapper = {
    ...(defaultWrapper("transformers") as TransformersWrapper),
    reference: { repository, commit },
  };
  await writeArtifact(wrapper, target, { ...bundle, origin });
  const requests = prompts.map((content) => ({
    messages: [{ role: "user", content }],
    max_tokens: 2,
  }));
  const { results, failure } = await runBesideHub(target, requests, hub);
  const tokenizer = await transformersTokenizer(folder);
  let same = 0;
  for (const [at, content] of prompts.entries()) {
    const text = tokenizer.apply_chat_template([{ role: "user", content }], {
      tokenize: false,
      add_generation_prompt: true,
    });
    const ours = tokenizer.encode(text, { add_special_tokens: true });
    if (JSON.stringify(results[at]?.promptIds) === JSON.stringify(ours)) same += 1;
  }
  return { tokens: `prompts: ${same} of ${prompts.length}`, artifact: failure ?? artifactCell(results) };
}

function nearTies(margins: readonly number[]): string {
  if (margins.length === 0) return "";
  return `; the others part where two tokens' logarithms of probability differ by ${Math.max(...margins).toFixed(2)} at most`;
}

function artifactCell(results: ModelRun["results"], samePrompts?: number): string {
  const failed = results.find(({ error }) => error !== undefined)?.error;
  if (failed !== undefined) return `fails: ${failed.type}: ${failed.message.split("\n")[0]}`;
  const prompts = samePrompts === undefined ? "" : `, ${samePrompts} prompts token for token`;
  return `loads and answers ${results.length}${prompts}`;
}

/** In a process of its own, whose hub is this one. */
async function runBesideHub(
  model: string,
  inputs: readonly unknown[],
  hub: Hub,
): Promise<Pick<ModelRun, "results"> & { readonly failure?: string }> {
  const folder = await mkdtemp(path.join(tmpdir(), "models-run-"));
  try {
    const [input, output] = [path.join(folder, "in.json"), path.join(folder, "out.json")];
    await writeFile(input, JSON.stringify(inputs));
    const script = path.join(root, "tools/peers/run_model.py");
    const env = {
      ...process.env,
      HF_ENDPOINT: hub.url,
      HF_HOME: path.join(folder, "hub"),
      HF_HUB_DISABLE_XET: "1",
    };
    await promisify(execFile)(peersPython("current"), [script, model, "--inputs", input, "--out", output], {
      env,
      maxBuffer: 64 << 20,
    });
    return JSON.parse(await readFile(output, "utf8")) as ModelRun;
  } catch (error) {
    const said = (error as { stderr?: string }).stderr?.trim().split("\n").at(-1);
    return { results: [], failure: `fails: ${said?.replace(/^.* does not load: /, "") ?? String(error)}` };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function transformersTokenizer(folder: string): Promise<PreTrainedTokenizer> {
  const json = async (file: string) => JSON.parse(await readFile(path.join(folder, file), "utf8")) as object;
  return new PreTrainedTokenizer(await json("tokenizer.json"), await json("tokenizer_config.json"));
}

/** The bench's shape of each public model. */
const shapes = new Map([
  ["Phi-3 mini 4k", "phi3-mini"],
  ["Phi-3.5 mini", "phi3.5-mini"],
  ["Phi-4 mini", "phi4-mini"],
]);

interface BenchRowJson {
  readonly shape: string;
  readonly engine: string;
  readonly threads: number;
  readonly metric: string;
  readonly context: string | number;
  readonly median: number;
}

/** What the bench measured last, on the most threads. */
async function speedOf({ name }: PublicModel): Promise<string> {
  const { rows, machine } = JSON.parse(
    await readFile(path.join(root, "bench/results/engine.json"), "utf8"),
  ) as { rows: readonly BenchRowJson[]; machine: string };
  const [row] = rows
    .filter(({ shape, engine, metric, context }) => {
      return shape === shapes.get(name) && engine === "int4" && metric === "decode" && context === 64;
    })
    .toSorted((a, b) => b.threads - a.threads);
  if (row === undefined) return "not measured";
  return `${(1000 / row.median).toFixed(1)} tokens/s on ${row.threads} threads (${machine.split(",")[0]})`;
}

function tableOf(rows: readonly Row[]): string {
  const body = rows.map(({ model, option, cells }) => [model, option, ...columns.map((name) => cells[name])]);
  const head = ["model", "option", ...columns];
  return [head, head.map(() => "---"), ...body].map((line) => `| ${line.join(" | ")} |`).join("\n");
}

function layoutsTable(): string {
  const lines = publicModels.map(
    ({ name, onnx, weights, tokenizer, features }) =>
      `| ${name} | ${onnx.repository}, ${onnx.variant}${onnx.commit === null ? "" : ` @ ${onnx.commit.slice(0, 7)}`} | ${weights.repository} @ ${weights.commit.slice(0, 7)}, ${weights.dtype} | ${tokenizer} | ${features.join("; ")} |`,
  );
  const layouts = families.filter(({ kind }) => kind === "layout").map(({ name }) => name);
  return [
    "| model | option 2's folder, which option 1 runs too | option 1's weights | tokenizer | graph |",
    "| --- | --- | --- | --- | --- |",
    ...lines,
    "",
    `Any other repository is taken by its layout: ${layouts.join(", ")}.`,
  ].join("\n");
}

function count(tokens: number): string {
  return tokens.toLocaleString("en");
}

function say(text: string): void {
  console.error(text);
}
