/** Puts what the page writes into real MLflow and the servers, for each wrapper and profile, and writes docs/compatibility.md. */
import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { replaceSection } from "../../bench/marked-section.ts";
import { runPython } from "../peers/python-server.ts";
import { makeEnvironments, peersPython } from "../peers/setup.mjs";
import type { DeployTarget } from "#deploy/deploy-settings.ts";
import { type AnswerForm, answerFormOf, answerText, type ModelInput } from "#deploy/sample-request.ts";
import { targets } from "#deploy/targets/targets.ts";
import { firstInput } from "#wrapper/defaults.ts";
import { inputFormOf } from "#wrapper/input-form.ts";
import { PROFILES, type VersionProfile } from "#wrapper/version-profile.ts";
import { type Tried, wrappersOf } from "./tried-wrappers.ts";
import { matrixMarkdown, type Outcome, type Row, type Step } from "./matrix.ts";
import { answersOf, azureMlServer, mlflowServer, mlserver } from "./servers.ts";
import { writeModel } from "./write-model.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const document = path.join(root, "docs/compatibility.md");
const PASS: Outcome = { status: "pass" };
/** Of Spark, with all models of a profile. */
const PYTHON_MS = 15 * 60_000;

/** @param args `--dry` prints the matrix and writes nothing; names after it, such as "current: 2, ChatModel", are the only rows. */
export async function main(args: readonly string[]): Promise<void> {
  await makeEnvironments([
    "current",
    "mid-2025",
    "mid-2024",
    "inference-server",
    "mlserver",
    "spark",
    "spark-mid-2025",
    "spark-mid-2024",
  ]);
  const only = args.filter((arg) => !arg.startsWith("--"));
  if (only.length > 0 && !args.includes("--dry"))
    throw new Error("Single rows are not written into the matrix. Add --dry.");
  const rows: Row[] = [];
  for (const profile of Object.keys(PROFILES) as VersionProfile[]) {
    const tries = wrappersOf(profile).filter(
      ({ name }) => only.length === 0 || only.includes(`${profile}: ${name}`),
    );
    if (tries.length > 0) rows.push(...(await rowsOf(profile, tries)));
  }
  const matrix = matrixMarkdown(rows);
  console.log(matrix);
  if (args.includes("--dry")) return;
  await writeFile(document, replaceSection(await readFile(document, "utf8"), "compatibility", matrix));
}

async function rowsOf(profile: VersionProfile, tries: readonly Tried[]): Promise<readonly Row[]> {
  const folder = await mkdtemp(path.join(tmpdir(), "compatibility-"));
  try {
    const rows: Row[] = [];
    const written: Written[] = [];
    for (const [at, each] of tries.entries()) written.push(await write(each, path.join(folder, String(at))));
    const sparkAnswers = await sparkUdf(sparkOf(profile), written);
    for (const [at, each] of written.entries()) rows.push(await rowOf(each, sparkAnswers[at]));
    return rows;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Written extends Tried {
  readonly folder: string;
  readonly model: string;
  readonly deploy: (target: DeployTarget) => string;
  readonly input: ModelInput;
  readonly inputFile: string;
}

async function write(tries: Tried, folder: string): Promise<Written> {
  const { wrapper } = tries;
  const { model, deploy } = await writeModel(wrapper, folder, ["azure-ml", "azure-ml-batch", "spark"]);
  const input = JSON.parse(firstInput(inputFormOf(wrapper))) as ModelInput;
  const inputFile = path.join(folder, "input.json");
  await writeFile(inputFile, JSON.stringify(input));
  return { ...tries, folder, model, deploy, input, inputFile };
}

async function rowOf(written: Written, sparkAnswer: SparkAnswer | undefined): Promise<Row> {
  const { name, wrapper, folder, model, deploy, input, inputFile } = written;
  const { profile } = wrapper;
  const python = peersPython(profile);
  const answers = answerFormOf(wrapper);
  const outcomes = {} as Record<Step, Outcome>;
  const say = (step: Step, outcome: Outcome) => {
    outcomes[step] = outcome;
    console.error(`${name}, ${profile}, ${step}: ${JSON.stringify(outcome)}`);
  };

  const { versions, steps } = await checkModel(profile, model, inputFile);
  const predicted = steps.predict.answer;
  const expected = predicted === undefined ? null : answerText(answers, predicted);
  for (const step of ["load_model", "predict", "register", "pickle disabled"] as const) {
    const { error, answer } = steps[step];
    const same = step === "load_model" || (expected !== null && answerText(answers, answer) === expected);
    say(step, error === undefined ? compared(same) : failed(error));
  }

  const serving = async (step: Step, ask: () => readonly string[] | Promise<readonly string[]>) => {
    try {
      say(step, compared((await ask()).every((answer) => answer === expected)));
    } catch (thrown) {
      say(step, failed(thrown instanceof Error ? thrown.message : String(thrown)));
    }
  };
  const asked = { answers, input };
  await serving("serve", () =>
    answersOf(mlflowServer(python, model), "/invocations", targets.docker.payloadForms(answers), asked),
  );
  await serving("spark_udf", () => {
    if (sparkAnswer?.answer === undefined) throw new Error(sparkAnswer?.error ?? "Spark gave no answer");
    return sparkAnswer.answer;
  });
  if (profile !== "current") {
    const reason = "its server is installed here over the newest MLflow only";
    for (const step of ["Azure ML /score", "Azure ML batch", "MLServer", "Spark script"] as const)
      say(step, { status: "not tried", reason });
    return { name, profile, versions, outcomes };
  }
  await serving("Azure ML /score", () =>
    answersOf(
      azureMlServer(model, deploy("azure-ml")),
      "/score",
      targets["azure-ml"].payloadForms(answers),
      asked,
    ),
  );
  await serving("MLServer", () =>
    answersOf(mlserver(model), "/invocations", targets.kserve.payloadForms(answers), asked),
  );
  await serving("Azure ML batch", () => batchScript(deploy("azure-ml-batch"), answers));
  await serving("Spark script", () => sparkScript(sparkOf(profile), deploy("spark"), folder));
  return { name, profile, versions, outcomes };
}

function sparkOf(profile: VersionProfile): string {
  return peersPython(profile === "current" ? "spark" : `spark-${profile}`);
}

interface CheckedModel {
  readonly versions: Readonly<Record<string, string>>;
  readonly steps: Readonly<
    Record<
      "load_model" | "predict" | "register" | "pickle disabled",
      { readonly answer?: unknown; readonly error?: string }
    >
  >;
}

/** In a process of its own that has MLflow imported already. */
async function checkModel(profile: VersionProfile, model: string, inputFile: string): Promise<CheckedModel> {
  const script = path.join(root, "tools/compatibility/check_model.py");
  const stdout = await runPython([script, model, inputFile], { environment: profile });
  return JSON.parse(lastLines(stdout, 1)[0] ?? "") as CheckedModel;
}

/** Calls score/batch.py as Azure ML's batch driver does. */
async function batchScript(deploy: string, answers: AnswerForm): Promise<string[]> {
  const driver =
    "import json, sys; sys.path.insert(0, sys.argv[1]); import batch; batch.init(); print(json.dumps(batch.run([sys.argv[2]])))";
  const stdout = await runPython(
    ["-c", driver, path.join(deploy, "score"), path.join(deploy, "inputs/questions.jsonl")],
    { env: { AZUREML_MODEL_DIR: path.dirname(deploy) } },
  );
  const lines = JSON.parse(stdout.trim().split("\n").at(-1) ?? "[]") as string[];
  if (lines.length === 0) throw new Error("it gave no answer");
  return lines.map((line) => {
    const { answer, error } = JSON.parse(line) as { answer?: unknown; error?: string };
    const text = answerText(answers, answer);
    if (text === null) throw new Error(error ?? "no answer of this wrapper");
    return text;
  });
}

interface SparkAnswer {
  readonly answer?: readonly string[];
  readonly error?: string;
}

/** One Spark for all models. */
async function sparkUdf(python: string, models: readonly Written[]): Promise<readonly SparkAnswer[]> {
  const script = path.join(root, "tools/compatibility/check_spark_udf.py");
  const { stdout } = await run(python, [
    script,
    ...models.flatMap(({ model, inputFile }) => [model, inputFile]),
  ]);
  return lastLines(stdout, models.length).map((line) => JSON.parse(line) as SparkAnswer);
}

/** Runs the deployment's own batch.py, as its README says but for spark-submit. */
async function sparkScript(python: string, deploy: string, folder: string): Promise<string[]> {
  const out = path.join(folder, "answers");
  const script = path.join(deploy, "batch.py");
  await run(python, [script, path.join(deploy, "questions.jsonl"), out]);
  const parts = (await readdir(out)).filter((name) => name.endsWith(".json"));
  const texts = await Promise.all(parts.map((name) => readFile(path.join(out, name), "utf8")));
  const lines = texts.flatMap((text) => text.split("\n").filter((line) => line !== ""));
  if (lines.length === 0) throw new Error("it wrote no answer");
  return lines.map((line) => (JSON.parse(line) as { answer: string }).answer);
}

/** What a script prints after what its libraries print. */
function lastLines(stdout: string, count: number): readonly string[] {
  return stdout.trim().split("\n").slice(-count);
}

async function run(python: string, args: readonly string[]): Promise<{ stdout: string }> {
  return promisify(execFile)(python, [...args], {
    timeout: PYTHON_MS,
    maxBuffer: 64 * 2 ** 20,
    env: {
      ...process.env,
      HF_HUB_OFFLINE: "1",
      PYSPARK_PYTHON: python,
      PYSPARK_DRIVER_PYTHON: python,
    },
  });
}

function compared(same: boolean): Outcome {
  return same ? PASS : failed("its answer is another than predict's");
}

/** Of a server's traceback, the first error: what follows is the way up from it, with this machine's paths. */
function failed(said: string): Outcome {
  const error = /^\w+Error: .*$/m.exec(said)?.[0];
  return { status: "fail", reason: said.includes("Traceback") && error ? error : said };
}
