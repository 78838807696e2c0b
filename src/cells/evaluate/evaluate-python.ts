import { messageOf } from "#base/errors.ts";
import { type Check, checkNames, type TextCheck } from "#evaluate/check.ts";
import { PERCENTILES } from "#evaluate/metrics.ts";
import { resultColumns } from "#evaluate/result-table.ts";
import { pythonLiteral, pythonString } from "#wrapper/python-literal.ts";
import { PROFILES } from "#wrapper/version-profile.ts";
import { addressOf } from "../register/register-python.ts";
import { loggingPython } from "../artifact/artifact-python.ts";
import type { CellSurroundings } from "../cell-behaviour.ts";
import { askPython } from "./ask-python.ts";
import type { EvaluateCell } from "./evaluate-cell.ts";
import { pythonCheck } from "./python-check.ts";

/** Asks the same, makes the same checks, and logs the table and the metrics to a run of MLflow's own evaluation. */
export function evaluatePython(cell: EvaluateCell, around: CellSurroundings): string {
  const wrapper = around.wrapper?.wrapper.form;
  if (!wrapper) return "# An evaluation needs a wrapper above it\n";
  const { table, request, checks } = cell;
  const names = resultColumns(table.columns, checkNames(checks));
  const isGenai = PROFILES[wrapper.profile].hasModelIds;
  const asking = askPython(wrapper, around.wrapper?.wrapper.editedCode ?? null, cell.seed);
  return `${loggingPython(around)}${imports(checks, asking.imports, isGenai)}
${asking.loading}
# The table; a row is a request, in which {{column}} stands for the row's text in that column
columns = ${pythonLiteral(table.columns)}
rows = [
${table.rows.map((row) => `    ${pythonLiteral(row)},\n`).join("")}]
request = ${pythonString(request)}


def filled(template, row, written=str):
    return re.sub(r"\\{\\{([^{}]+)\\}\\}", lambda name: written(row[name[1].strip()]), template)


def in_json(text):
    return json.dumps(text)[1:-1]


${checksPython(checks)}

${asking.ask}

results = []
for values in rows:
    row = dict(zip(columns, values))
    output = prompt_tokens = completion_tokens = time_ms = error = None
    started = time.perf_counter()
    try:
        output, prompt_tokens, completion_tokens = ask(json.loads(filled(request, row, in_json)))
        time_ms = (time.perf_counter() - started) * 1000
    except Exception as problem:
        error = str(problem)
    verdicts = [verdict(name, output, row) for name in checks]
    results.append([*values, output, prompt_tokens, completion_tokens, *verdicts, time_ms, error])

table = pd.DataFrame(
    results,
    columns=[
        *columns,
        ${[names.output, names.promptTokens, names.completionTokens, ...names.checks, names.timeMs, names.error].map(pythonString).join(",\n        ")},
    ],
    dtype=object,
)
times = table[${pythonString(names.timeMs)}].dropna().astype(float)
metrics = {
    "rows": len(table),
    "failed_rows": int(table[${pythonString(names.output)}].isna().sum()),
    "prompt_tokens": int(table[${pythonString(names.promptTokens)}].sum()),
    "completion_tokens": int(table[${pythonString(names.completionTokens)}].sum()),
}
if len(times) > 0:
    metrics["time_ms/mean"] = times.mean()
${PERCENTILES.map((percent) => `    metrics["time_ms/p${percent}"] = times.quantile(${percent / 100})\n`).join("")}
${isGenai ? genaiPython(cell, names) : mlflow2Python(cell, names)}
print(table.drop(columns=${pythonLiteral([names.timeMs, names.error])}).to_csv(index=False))
for name, value in (scores | metrics).items():
    if not name.startswith("time_ms"):
        print(f"{name}: {float(value)}")
`;
}

function imports(checks: readonly Check[], ofAsking: readonly string[], isGenai: boolean): string {
  const hasSchemas = checks.some(({ kind }) => kind === "json_schema");
  const lines = (...each: readonly string[]) => each.toSorted(byModule).join("\n");
  const standard = ofAsking.filter((line) => line.startsWith("from "));
  const ofPython = checks.some(({ kind }) => kind === "python") ? ["import sys"] : [];
  const others = [...ofAsking.filter((line) => !standard.includes(line)), "import pandas as pd"];
  return `${lines("import json", "import re", "import time", ...ofPython, ...standard)}

${lines(...others, ...(hasSchemas ? ["import jsonschema"] : []))}
${
  isGenai
    ? "from mlflow.genai.scorers import scorer\n"
    : "from mlflow.metrics import MetricValue, make_metric\n"
}`;
}

/** Sorted as isort does: "import" before "from". */
function byModule(a: string, b: string): number {
  return Number(a.startsWith("from ")) - Number(b.startsWith("from ")) || (a < b ? -1 : 1);
}

function checksPython(checks: readonly Check[]): string {
  const names = checkNames(checks);
  const entries = checks.map(({ kind, expected, ignoreCase = false }, at) => {
    const name = names[at] ?? "";
    const [template, check] =
      kind === "python"
        ? ["None", expected.trim() === "" ? "None" : name]
        : [pythonString(expected), textCheckPython(kind, ignoreCase)];
    return `    ${pythonString(name)}: (${template}, ${check}),\n`;
  });
  const hasPython = checks.some(({ kind }) => kind === "python");
  const schema = checks.some(({ kind }) => kind === "json_schema") ? SCHEMA_PYTHON : "";
  const own = checks.map(({ kind, expected }, at) =>
    kind === "python" && expected.trim() !== "" ? `${checkOrProblem(names[at] ?? "", expected)}\n\n` : "",
  );
  return `${schema}${own.join("")}# What is expected, and whether an output fits it
checks = {
${entries.join("")}}


def verdict(name, output, row):
    template, check = checks[name]
${hasPython ? PYTHON_VERDICT : ""}    expected = filled(template, row)
    if expected == "":
        return None
    return output is not None and check(output, expected)
`;
}

/** A check that is not valid Python fails its cell in the page; in Jupyter it raises an error in its place. */
function checkOrProblem(name: string, code: string): string {
  try {
    return pythonCheck(name, code);
  } catch (thrown) {
    return `${code}\nraise ValueError(${pythonString(messageOf(thrown))})\n`;
  }
}

const PYTHON_VERDICT = `    if template is None:
        if check is None or output is None:
            return None if check is None else False
        try:
            passed = check(output, row)
            return None if passed is None else bool(passed)
        except Exception as problem:
            print(f"{name}: {type(problem).__name__}: {problem}", file=sys.stderr)
            return False
`;

function textCheckPython(kind: TextCheck["kind"], ignoreCase: boolean): string {
  const lower = ignoreCase ? ".lower()" : "";
  switch (kind) {
    case "exact":
      return `lambda output, expected: output${lower}.strip() == expected${lower}.strip()`;
    case "contains":
      return `lambda output, expected: expected${lower} in output${lower}`;
    case "regex":
      return `lambda output, expected: re.search(expected, output${ignoreCase ? ", re.IGNORECASE" : ""}) is not None`;
    case "json_schema":
      return "fits_schema";
  }
}

const SCHEMA_PYTHON = `def fits_schema(output, expected):
    schema = json.loads(expected)
    try:
        value = json.loads(output)
    except ValueError:
        return False
    return jsonschema.validators.validator_for(schema)(schema).is_valid(value)


`;

/** The run goes to the server that the page logs to; the model stays where it was logged above. */
function serverPython({ server, experiment }: EvaluateCell): { readonly to: string; readonly back: string } {
  if (server.trim() === "") return { to: "", back: "" };
  return {
    to: `
# A server that asks who you are reads MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD
own_server = mlflow.get_tracking_uri()
mlflow.set_tracking_uri(${pythonString(addressOf(server))})
mlflow.set_experiment(${pythonString(experiment.trim())})
`,
    back: `
# What is logged below goes where the model is
mlflow.set_tracking_uri(own_server)
mlflow.set_experiment("Default")
`,
  };
}

function startRunPython({ runName }: EvaluateCell): string {
  return `with mlflow.start_run(${runName.trim() === "" ? "" : `run_name=${pythonString(runName.trim())}`}):`;
}

function genaiPython(cell: EvaluateCell, { output, error }: ReturnType<typeof resultColumns>): string {
  const { to, back } = serverPython(cell);
  // A server does not have another server's model.
  const model = to === "" ? ", model_id=model_info.model_id" : "";
  return `
def scorer_of(name):
    @scorer(name=name)
    def score(inputs, outputs):
        return verdict(name, None if isinstance(outputs, dict) else outputs, inputs)

    return score

${to}
${startRunPython(cell)}
    # A row without an output would not be scored
    outputs = [{"error": error} if output is None else output for output, error in zip(table[${pythonString(output)}], table[${pythonString(error)}])]
    data = [{"inputs": dict(zip(columns, values)), "outputs": output} for values, output in zip(rows, outputs)]
    scores = {}
    if checks:
        evaluated = mlflow.genai.evaluate(data=data, scorers=[scorer_of(name) for name in checks]${model})
        scores = {f"{name}/mean": evaluated.metrics[f"{name}/mean"] for name in checks if f"{name}/mean" in evaluated.metrics}
    mlflow.log_metrics(metrics${model})
    mlflow.log_table(table, "evaluation.json")
${back}
`;
}

function mlflow2Python(cell: EvaluateCell, { output, checks }: ReturnType<typeof resultColumns>): string {
  const { to, back } = serverPython(cell);
  return `
def metric_of(name, column):
    def score(predictions):
        verdicts = [None if each is None else float(each) for each in table[column]]
        known = [each for each in verdicts if each is not None]
        return MetricValue(scores=verdicts, aggregate_results={"mean": sum(known) / len(known)} if known else {})

    return make_metric(eval_fn=score, greater_is_better=True, name=name)

${to}
${startRunPython(cell)}
    evaluated = mlflow.evaluate(
        data=table,
        predictions=${pythonString(output)},
        extra_metrics=[metric_of(name, column) for name, column in zip(checks, ${pythonLiteral(checks)})],
    )
    scores = {f"{name}/mean": evaluated.metrics[f"{name}/mean"] for name in checks if f"{name}/mean" in evaluated.metrics}
    mlflow.log_metrics(metrics)
    mlflow.log_table(table, "evaluation.json")
${back}
`;
}
