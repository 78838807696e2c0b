/** Models of every flavor, as saved by real MLflow 3.17, 2.3 and 1.30 (tools/peers/fixtures_opened.py). */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { english } from "#base/message.ts";
import { bundleOfFiles } from "#bundle/bundle-of-files.ts";
import { inspectPickles } from "#pickle/inspect-pickles.ts";
import { printSignature } from "../signature-print.ts";
import { openModel } from "./open-model.ts";

type RecordedFile = { readonly text: string } | { readonly base64: string } | { readonly bytes: number };

interface RecordedModel {
  readonly name: string;
  readonly flavors: readonly string[];
  /** As real MLflow prints it. */
  readonly signature: string | null;
  readonly files: Readonly<Record<string, RecordedFile>>;
}

const { cases } = JSON.parse(
  readFileSync(new URL("../../../tools/peers/fixtures/mlflow/opened-models.json", import.meta.url), "utf8"),
) as { readonly cases: readonly RecordedModel[] };

function blobOf(file: RecordedFile): Blob {
  if ("text" in file) return new Blob([file.text]);
  if ("base64" in file) return new Blob([Buffer.from(file.base64, "base64")]);
  return new Blob([new Uint8Array(file.bytes)]);
}

const bundleOf = ({ files }: RecordedModel) =>
  bundleOfFiles(
    Object.entries(files).map(([path, file]) => ({ path, blob: blobOf(file) })),
    { kind: "folder", folderName: "model" },
  );

test.each(cases)("$name: its flavors and signature are MLflow's", async (model) => {
  const { mlmodel } = await openModel(await bundleOf(model));
  expect(Object.keys(mlmodel.flavors)).toEqual(model.flavors);
  expect(mlmodel.signatureFault).toBeNull();
  expect(mlmodel.signature && printSignature(mlmodel.signature)).toBe(model.signature);
});

const LOGISTIC = "sklearn.linear_model._logistic.LogisticRegression";

/** "path, concern: the worst names". Models that are not listed hold no pickle. */
const PICKLES: Readonly<Record<string, readonly string[]>> = {
  "sklearn, skops": [`model.skops: schema.json, unknown: ${LOGISTIC}`],
  "sklearn, pickle": [`model.pkl, unknown: ${LOGISTIC}`],
  "sklearn, cloudpickle": [`model.pkl, unknown: ${LOGISTIC}`],
  "sklearn, a pipeline with a lambda": [
    "model.pkl, code: cloudpickle.cloudpickle._make_function cloudpickle.cloudpickle._builtin_type cloudpickle.cloudpickle._function_setstate",
  ],
  statsmodels: [
    "model.statsmodels, unknown: statsmodels.regression.linear_model.RegressionResultsWrapper statsmodels.regression.linear_model.OLSResults statsmodels.regression.linear_model.OLS statsmodels.base.data.PandasData pandas.DataFrame",
  ],
  shap: [
    `explainer.shap, unknown: shap.explainers._linear.LinearExplainer ${LOGISTIC} shap.maskers._tabular.Independent pandas.DataFrame pandas.core.internals.managers.BlockManager`,
  ],
  "pytorch, TorchScript with named tensors": [
    "data/model.pth: model/data.pkl, unknown: __torch__.torch.nn.modules.linear.Linear",
    "data/model.pth: model/constants.pkl, null: ",
  ],
  "pyfunc, a class by value": [
    "python_model.pkl, code: cloudpickle.cloudpickle._make_skeleton_class cloudpickle.cloudpickle._class_setstate cloudpickle.cloudpickle._make_function cloudpickle.cloudpickle._builtin_type cloudpickle.cloudpickle._make_empty_cell",
  ],
  "pyfunc, a function by value": [
    "python_model.pkl, code: cloudpickle.cloudpickle._make_function cloudpickle.cloudpickle._builtin_type cloudpickle.cloudpickle._make_empty_cell cloudpickle.cloudpickle._function_setstate cloudpickle.cloudpickle._make_cell",
  ],
  "pyfunc, a loader module": [`data/model.joblib, unknown: ${LOGISTIC}`],
  "sklearn, MLflow 2.3.2": [`model.pkl, unknown: ${LOGISTIC}`],
  "sklearn, with an example, MLflow 2.3.2": [`model.pkl, unknown: ${LOGISTIC}`],
  "sklearn, tensors, MLflow 2.3.2": [`model.pkl, unknown: ${LOGISTIC}`],
  "pyfunc, a class by value with artifacts, MLflow 2.3.2": [
    "python_model.pkl, code: cloudpickle.cloudpickle._make_skeleton_class cloudpickle.cloudpickle._make_function cloudpickle.cloudpickle._builtin_type",
  ],
  "pyfunc, a loader module, MLflow 2.3.2": [`data/model.joblib, unknown: ${LOGISTIC}`],
  "sklearn, MLflow 1.30.1": [`model.pkl, unknown: ${LOGISTIC}`],
  "sklearn, with an example, MLflow 1.30.1": [`model.pkl, unknown: ${LOGISTIC}`],
  "sklearn, tensors, MLflow 1.30.1": [`model.pkl, unknown: ${LOGISTIC}`],
  "pyfunc, a class by value with artifacts, MLflow 1.30.1": [
    "python_model.pkl, code: cloudpickle.cloudpickle._make_skeleton_class cloudpickle.cloudpickle._class_setstate cloudpickle.cloudpickle._make_function cloudpickle.cloudpickle._builtin_type cloudpickle.cloudpickle._function_setstate",
  ],
  "pyfunc, a loader module, MLflow 1.30.1": [`data/model.joblib, unknown: ${LOGISTIC}`],
};

test.each(cases)("$name: its pickles are told for what they are", async (model) => {
  // Of a large file only the size was recorded.
  const recorded = Object.entries(model.files).filter(([, file]) => !("bytes" in file));
  const { files } = await bundleOf({ ...model, files: Object.fromEntries(recorded) });
  const verdicts = await inspectPickles(files);
  expect(verdicts.map(({ path, concern, names }) => `${path}, ${concern}: ${names.join(" ")}`)).toEqual(
    PICKLES[model.name] ?? [],
  );
  expect(verdicts.filter(({ fault }) => fault !== null)).toEqual([]);
});

const FLAVOR = (names: string) =>
  `its flavors are ${names}, and what runs here is transformers pipelines and Python classes (pyfunc) around an ONNX decoder`;
const AGENT = (name: string) =>
  `it is a ${name}, and what runs here is transformers pipelines and classes of type PythonModel (pyfunc) around an ONNX decoder`;
const TASK = (name: string) =>
  `its task is "${name}", and what runs here is llm/v1/chat, llm/v1/completions, text-generation`;

test.each([
  ["xgboost", FLAVOR("python_function, xgboost")],
  ["langchain, from code", FLAVOR("langchain, python_function")],
  ["pyfunc, a loader module", FLAVOR("python_function")],
  ["pyfunc, a ChatModel from code", AGENT("ChatModel")],
  ["pyfunc, a ChatAgent from code", AGENT("ChatAgent")],
  ["pyfunc, a ResponsesAgent from code", AGENT("ResponsesAgent")],
  [
    "pyfunc, a class by value with artifacts, MLflow 1.30.1",
    "none of its artifacts (words) holds genai_config.json, and what runs here is Python classes around an ONNX decoder, which genai_config.json describes",
  ],
  ["transformers, fill-mask", TASK("fill-mask")],
  ["transformers, components", TASK("token-classification")],
])("%s is shown, and why it does not run here", async (name, reason) => {
  const model = cases.find((one) => one.name === name);
  const { wrapper, notes } = await openModel(
    await bundleOf(model ?? { name, flavors: [], signature: null, files: {} }),
  );
  expect(wrapper).toBeNull();
  expect(notes.map(english)).toEqual([`This model does not run here: ${reason}.`]);
});
