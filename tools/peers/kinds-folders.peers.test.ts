/** MLmodel of each kind of model is what real MLflow writes for the page's Python, but for names, times and paths. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { load } from "js-yaml";
import { afterAll, beforeAll, expect, it } from "vitest";
import { modelCode, moduleName } from "#wrapper/class-module.ts";
import { generateCode } from "#wrapper/generate-code.ts";
import { inputFormOf, inputOf } from "#wrapper/input-form.ts";
import type { Wrapper } from "#wrapper/wrapper.ts";
import { DEMO_FOLDER } from "./model-folders.ts";
import { PIPELINE_TASKS, wrapperOfTask } from "./pipeline-tasks.ts";
import { runPython } from "./python-server.ts";
import { kindsOf } from "./wrapper-kinds.ts";
import { writeArtifact } from "./write-artifact.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "kinds-mlmodel-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it.each(["current", "mid-2025"] as const)(
  "%s",
  async (profile) => {
    const kinds = kindsOf(profile).filter(({ wrapper }) => wrapper.kind !== "params");
    const wrappers: readonly Wrapper[] = [
      ...kinds.map(({ wrapper }) => ({ ...wrapper, modelFromCode: true })),
      ...PIPELINE_TASKS.map((task) => wrapperOfTask(task, profile)),
    ];
    const list = path.join(folder, `${profile}.json`);
    const asked = await Promise.all(wrappers.map((wrapper, at) => asLogged(wrapper, `${profile} ${at}`)));
    await writeFile(list, JSON.stringify(asked));
    const printed = await runPython(["tools/peers/log_kinds.py", list], { environment: profile });
    const real = printed
      .trim()
      .split("\n")
      .map((line) => (JSON.parse(line) as { mlmodel: Mlmodel }).mlmodel);
    const own = await Promise.all(wrappers.map((wrapper, at) => ofPage(wrapper, `${profile} ${at}`)));
    expect(own.map(comparable)).toEqual(real.map(comparable));
  },
  300_000,
);

async function asLogged(wrapper: Wrapper, name: string): Promise<object> {
  if (wrapper.option === "transformers") {
    const { maxLength, truncation, includePrompt } = wrapper.modelConfig;
    const config = { max_length: maxLength, truncation, include_prompt: includePrompt };
    return { task: wrapper.task, model: DEMO_FOLDER, config };
  }
  const place = path.join(folder, name);
  await mkdir(place, { recursive: true });
  const code = path.join(place, `${moduleName(wrapper.className)}.py`);
  await writeFile(code, modelCode(generateCode(wrapper), wrapper.className));
  return {
    code,
    example: inputOf(inputFormOf(wrapper), wrapper.inputExample.prompt),
    artifacts: { [wrapper.artifactsKey]: DEMO_FOLDER },
  };
}

async function ofPage(wrapper: Wrapper, name: string): Promise<Mlmodel> {
  const model = path.join(folder, `${name} of the page`);
  await writeArtifact(wrapper, model);
  return load(await readFile(path.join(model, "MLmodel"), "utf8")) as Mlmodel;
}

interface Mlmodel extends Record<string, unknown> {
  readonly flavors: Readonly<Record<string, Record<string, unknown>>>;
}

/** Names, times, sizes, and what a run or another Python gives. */
const OWN = new Set([
  "artifact_path",
  "run_id",
  "model_id",
  "model_uuid",
  "utc_time_created",
  "model_size_bytes",
]);
const OWN_OF_FLAVORS = new Set([
  "artifacts",
  "model_code_path",
  "python_version",
  "source_model_name",
  "transformers_version",
]);

function comparable(mlmodel: Mlmodel): object {
  const without = (value: Record<string, unknown>, names: ReadonlySet<string>) =>
    Object.fromEntries(Object.entries(value).filter(([name]) => !names.has(name)));
  const flavors = Object.entries(mlmodel.flavors).map(([name, flavor]) => [
    name,
    without(flavor, OWN_OF_FLAVORS),
  ]);
  return { ...without(mlmodel, OWN), flavors: Object.fromEntries(flavors) as unknown };
}
