/** What the page says of real repositories before a byte of their weights is fetched. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { GraphRuntime } from "#bundle/judge-graph.ts";
import { byVerdict, inspectPlan } from "#bundle/download/inspect-plan.ts";
import { lookUpHub } from "#bundle/download/hub-source.ts";
import { english } from "#base/message.ts";
import type { Readiness } from "#bundle/inspect.ts";
import { Hub } from "./hub.ts";
import { tryOption2 } from "./try-option2.ts";
import { repositories, repositoryFolder } from "./repositories.mjs";

let hub: Hub;
beforeAll(async () => {
  const names = Object.keys(repositories);
  const folders = [];
  for (const name of names) folders.push([name, await repositoryFolder(name)]);
  hub = new Hub(Object.fromEntries(folders));
  await hub.start();
}, 30 * 60_000);
afterAll(() => hub.stop());

const options = { fetch, signal: new AbortController().signal };

async function verdicts(repository: string) {
  const source = { kind: "hub", hubUrl: hub.url, repository, revision: "", variant: null } as const;
  const plans = await byVerdict(await lookUpHub(source, options), false, options);
  return Promise.all(
    plans.map(async (plan) => {
      const report = await inspectPlan(plan, options);
      if (report === null || plan.origin.kind !== "hub") throw new Error("No verdict.");
      const { transformers, pyfunc, runtime } = report;
      return {
        variant: plan.origin.variant,
        fitness: plan.fitness,
        option1: [transformers.runs, transformers.packs].map(told),
        option2: [pyfunc.runs, pyfunc.packs].map(told),
        runtime: runtime && runtimeOf(runtime),
      };
    }),
  );
}

function told(readiness: Readiness): string {
  return readiness.ready ? "yes" : english(readiness.reason);
}

function runtimeOf(runtime: GraphRuntime): string {
  return runtime.kind === "int4"
    ? `int4, ${runtime.fittingTokens}`
    : `onnxruntime-web: ${english(runtime.reason)}`;
}

const bothOnTheKernel = { option1: ["yes", "yes"], option2: ["yes", "yes"] };

const halfCache =
  "The model keeps its KV cache as float16, as exports for CUDA and DirectML do; option 2 runs on the CPU here and needs float32. Choose a folder for CPU, such as cpu-int4-rtn-block-32-acc-level-4.";

test("Phi-3 mini 4k: the folder of accuracy level 4 comes first, and the others say what is wrong with them", async () => {
  const half = { option1: ["yes", "yes"], option2: [halfCache, "yes"], fitness: "slow" };
  const level0 = "onnxruntime-web: accuracy level 0; it computes as level 4 does";
  expect(await verdicts("microsoft/Phi-3-mini-4k-instruct-onnx")).toEqual([
    {
      variant: "cpu_and_mobile/cpu-int4-rtn-block-32-acc-level-4",
      fitness: "both",
      ...bothOnTheKernel,
      runtime: "int4, 4096",
    },
    { variant: "cpu_and_mobile/cpu-int4-rtn-block-32", fitness: "slow", ...bothOnTheKernel, runtime: level0 },
    {
      variant: "cuda/cuda-fp16",
      ...half,
      runtime: 'onnxruntime-web: weights "lm_head.MatMul.weight" of type float16 and shape 384 × 32064',
    },
    { variant: "cuda/cuda-int4-rtn-block-32", ...half, runtime: level0 },
    { variant: "directml/directml-int4-awq-block-128", ...half, runtime: level0 },
  ]);
});

test.each([
  ["Phi-3-mini-128k-instruct-onnx", "cpu_and_mobile/cpu-int4-rtn-block-32-acc-level-4"],
  ["Phi-3.5-mini-instruct-onnx", "cpu_and_mobile/cpu-int4-awq-block-128-acc-level-4"],
  ["Phi-4-mini-instruct-onnx", "cpu_and_mobile/cpu-int4-rtn-block-32-acc-level-4"],
])("%s: both options run on the int4 kernel and are packed", async (name, variant) => {
  expect(await verdicts(`microsoft/${name}`)).toEqual([
    { variant, fitness: undefined, ...bothOnTheKernel, runtime: "int4, 131072" },
  ]);
});

test("what today's builder makes runs, and option 1 says where its weights may come from", async () => {
  expect(await verdicts("somebody/Phi-3-mini-4k-today")).toEqual([
    {
      variant: "",
      fitness: undefined,
      option1: ["yes", noSafetensors],
      option2: ["yes", "yes"],
      runtime: "int4, 4096",
    },
  ]);
});

test("transformers.js's layout serves option 1 alone", async () => {
  const noGenai =
    "genai_config.json is missing: the onnxruntime-genai model builder writes it; Microsoft's Phi-3 ONNX repositories have it in each of their folders, such as cpu_and_mobile/cpu-int4-rtn-block-32-acc-level-4. Choose a repository that has it.";
  expect(await verdicts("onnx-community/Phi-3.5-mini-instruct-onnx-web")).toEqual([
    {
      variant: "onnx/model_q4f16.onnx",
      fitness: undefined,
      option1: ["yes", noSafetensors],
      option2: [noGenai, noGenai],
      runtime: "onnxruntime-web: accuracy level 0; it computes as level 4 does",
    },
  ]);
});

const noSafetensors =
  "This repository has no complete safetensors for option 1's MLflow model to hold. Let the wrapper refer to the repository that has them: its Weights, “By reference to the hub”.";

test.each([
  "Phi-3-mini-4k-instruct",
  "Phi-3-mini-128k-instruct",
  "Phi-3.5-mini-instruct",
  "Phi-4-mini-instruct",
])(
  "%s has safetensors: its artifact refers to them, and the repository that runs here is named",
  async (name) => {
    const start = `repository has safetensors only. Download microsoft/${name}-onnx`;
    const option2 = `Option 2 needs ONNX files and a genai_config.json, and this ${start} for it.`;
    expect(await verdicts(`microsoft/${name}`)).toEqual([
      {
        variant: "",
        fitness: undefined,
        option1: [`The page runs ONNX files, and this ${start} to try the model here.`, "yes"],
        option2: [option2, option2],
        runtime: null,
      },
    ]);
  },
);

/** As a difference of natural logarithms: docs/models.md tells the margins of all answers that part. */
const NEAR_TIE = 0.05;

test("the artifact of Phi-3 mini 4k's folder answers in real MLflow what the page's engine answers", async () => {
  const folder = await repositoryFolder("microsoft/Phi-3-mini-4k-instruct-onnx");
  const work = await mkdtemp(path.join(tmpdir(), "real-models-"));
  const prompts = [
    "x = line.split()[0]\r\nWhat does this do?",
    "Wie heißt die Hauptstadt von Österreich?",
  ].map((text) => `<|user|>\n${text}<|end|>\n<|assistant|>\n`);
  const variant = "cpu_and_mobile/cpu-int4-rtn-block-32-acc-level-4";
  const tried = await tryOption2(path.join(folder, variant), prompts, path.join(work, "model"));
  // Native's sums differ in their last bits between processors, and the weights are random: an answer may part at a near tie.
  const parted = tried.margins.filter((margin) => margin > NEAR_TIE);
  expect({ samePrompts: tried.samePrompts, parted }).toEqual({ samePrompts: 2, parted: [] });
  await rm(work, { recursive: true });
});

test("no weights are fetched for a verdict: a thousandth of the bytes are", async () => {
  hub.requests.length = 0;
  await verdicts("microsoft/Phi-4-mini-instruct-onnx");
  const fetched = hub.requests.flatMap((request) => {
    const range = /bytes=(\d+)-(\d+)$/.exec(request);
    return request.startsWith("cdn") ? [range ? Number(range[2]) - Number(range[1]) + 1 : Infinity] : [];
  });
  expect(fetched.length).toBeGreaterThan(0);
  expect(fetched.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(2_000_000);
});
