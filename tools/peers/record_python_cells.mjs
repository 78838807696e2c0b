/**
 * Writes fixtures/python/*.json: what scripts of python_cells print with the real libraries, which the page's Python has to print too.
 * Run it after a change of them: `node tools/peers/record_python_cells.mjs [NAME …]`.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { peersPython } from "./setup.mjs";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const DEMO = at("../../public/models/phi3-demo");
const OLD = at("fixtures/int4/builder-0.3");
const SCRIPTS = [
  { name: "wrappers", profile: "current", model: DEMO, after: "wrapper-cases" },
  { name: "wrappers-of-others", profile: "current", model: DEMO, after: "wrapper-cases" },
  { name: "wrappers-held-out", profile: "current", model: DEMO, after: "wrapper-cases" },
  { name: "tables", profile: "current", model: DEMO },
  { name: "tables", profile: "mid-2024", model: DEMO },
  { name: "table-operations", profile: "current", model: DEMO },
  { name: "table-operations", profile: "mid-2024", model: DEMO },
  { name: "edge-values", profile: "current", model: DEMO },
  { name: "edge-values", profile: "mid-2024", model: DEMO },
  { name: "tensor-calls", profile: "current", model: DEMO },
  { name: "genai-calls", profile: "current", model: DEMO },
  { name: "genai-calls", profile: "mid-2025", model: DEMO },
  { name: "wrappers-by-version", profile: "mid-2025", model: DEMO, after: "wrapper-cases" },
  { name: "wrappers-by-version", profile: "mid-2024", model: OLD, after: "wrapper-cases" },
  { name: "older-type-hints", profile: "mid-2024", model: OLD },
  { name: "chat-models", profile: "current", model: DEMO },
  { name: "chat-models", profile: "mid-2025", model: DEMO },
  { name: "transformers-calls", profile: "current", model: DEMO },
  { name: "seed-option2-answer", profile: "current", model: DEMO },
];
/** The write-up's notebooks in Jupyter: each with the folder that stands under the name that it uses. */
const NOTEBOOKS = [
  ["seed-option1", "Option1_TransformerPipeline", `${DEMO}=microsoft/Phi-3-mini-4k-instruct`],
  ["seed-option2", "Option2_CustomPythonWrapper", `${OLD}=cpu_and_mobile/cpu-int4-rtn-block-32-acc-level-4`],
];
/** Notebooks of code cells, in one kernel, beside a hub that has the demo model under a public name. */
const CODE_NOTEBOOKS = "code-notebooks";
const names = process.argv.slice(2);

function runPython(profile, args, input = "") {
  const { status, stdout, stderr } = spawnSync(peersPython(profile), args, {
    cwd: at("."),
    encoding: "utf8",
    input,
    maxBuffer: 64 * 2 ** 20,
  });
  if (status !== 0) throw new Error(`${args.join(" ")} (${profile}): ${stderr}`);
  return stdout;
}

function versionsOf(profile) {
  const packages = JSON.stringify([
    "mlflow",
    "numpy",
    "pandas",
    "transformers",
    "torch",
    "onnxruntime-genai",
  ]);
  return JSON.parse(
    runPython(profile, ["-c", `import fixture, json; print(json.dumps(fixture.versions(*${packages})))`]),
  );
}

function write(name, facts) {
  mkdirSync(at("fixtures/python"), { recursive: true });
  const made = { madeBy: "tools/peers/record_python_cells.mjs", ...facts };
  writeFileSync(at(`fixtures/python/${name}.json`), `${JSON.stringify(made, null, 1)}\n`);
  console.log(name);
}

for (const { name, profile, model, after } of SCRIPTS.filter(
  ({ name }) => names.length === 0 || names.includes(name),
)) {
  const files = [after, name]
    .filter((each) => each !== undefined)
    .map((each) => at(`python_cells/${each}.py`));
  const script = files.map((file) => readFileSync(file, "utf8")).join("\n\n");
  const run = `exec(compile(sys.stdin.read(), "script", "exec"))`;
  const source = `import quiet, sys\nMODEL = ${JSON.stringify(model)}\n${run}\n`;
  const lines = runPython(profile, ["-c", source], script).trimEnd().split("\n");
  write(`${name}-${profile}`, { versions: versionsOf(profile), script, lines });
}
for (const [name, notebook, folder] of NOTEBOOKS.filter(
  ([name]) => names.length === 0 || names.includes(name),
)) {
  const file = at(`../../src/ipynb/testing/seed/${notebook}.ipynb`);
  const cells = JSON.parse(runPython("mid-2024", ["record_seed_notebooks.py", file, folder]));
  write(name, { versions: versionsOf("mid-2024"), cells });
}
if (names.length === 0 || names.includes(CODE_NOTEBOOKS)) {
  const files = readdirSync(at("python_notebooks")).toSorted();
  const ask = [peersPython("current"), "record_code_notebooks.py", DEMO];
  const hub = ["hub.py", DEMO, "microsoft/Phi-3-mini-4k-instruct", ...ask];
  const printed = runPython("current", [...hub, ...files.map((file) => at(`python_notebooks/${file}`))]);
  write(CODE_NOTEBOOKS, { versions: versionsOf("current"), notebooks: JSON.parse(printed) });
}
