import { describe, expect, it, test } from "vitest";
import { SEARCH_OPTION_TYPES } from "#wrapper/search-option-types.ts";
import { allSymbols, meaningOfParameter, VERSIONS } from "./api.ts";
import { MEANINGS, MODULES, PARAMETER_MEANINGS } from "./meanings.ts";
import { completionsAt, hoverAt, signatureHelpAt } from "./python-help.ts";

/** The code without the bar, and where the bar was. */
function at(marked: string): [string, number] {
  const offset = marked.indexOf("|");
  return [marked.slice(0, offset) + marked.slice(offset + 1), offset];
}

const labels = (marked: string): string[] => completionsAt(...at(marked)).map(({ label }) => label);

const WRAPPER = `import mlflow
import onnxruntime_genai as og
from mlflow.models import infer_signature


class Phi3(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        self.model = og.Model(context.artifacts["model"])
        self.tokenizer = og.Tokenizer(self.model)

    def predict(self, context, model_input):
        params = og.GeneratorParams(self.model)
        stream = self.tokenizer.create_stream()
`;

describe("completion", () => {
  it("gives what a module holds", () => {
    expect(labels("import mlflow\nmlflow.pyfunc.|")).toEqual([
      "PyFuncModel",
      "PythonModel",
      "PythonModelContext",
      "load_model",
      "log_model",
      "save_model",
    ]);
  });

  it("gives what an object has, whether it was made of a class, by a method or handed in", () => {
    expect(labels(`${WRAPPER}        params.|`)).toEqual([
      "get_search_options",
      "set_guidance",
      "set_search_options",
    ]);
    expect(labels(`${WRAPPER}        self.tokenizer.en|`)).toContain("encode_batch");
    expect(labels(`${WRAPPER}        stream.|`)).toEqual(["decode"]);
    expect(labels(`${WRAPPER}        context.|`)).toEqual(["artifacts", "model_config"]);
  });

  it("gives the parameters that a call has not got yet, before the names of the code", () => {
    const found = labels("import mlflow\nmlflow.log_artifact(local_path='a', |)");
    expect(found).toEqual(["artifact_path=", "run_id=", "mlflow"]);
  });

  it("gives the search options by name", () => {
    const found = labels(`${WRAPPER}        params.set_search_options(max_length=300, |)`);
    const options = Object.keys(SEARCH_OPTION_TYPES).filter((name) => name !== "max_length");
    expect(found.slice(0, options.length)).toEqual(options.map((name) => `${name}=`));
  });

  it("gives modules to import, and what to import of one", () => {
    expect(labels("import ml|")).toContain("mlflow.pyfunc");
    expect(labels("from mlflow.models import infer_signature, |")).toContain("ModelSignature");
  });

  it("gives nothing in a text or comment, nor of what it does not know", () => {
    expect(labels('import mlflow\nx = "mlflow.|"')).toEqual([]);
    expect(labels("import mlflow\n# mlflow.|")).toEqual([]);
    expect(labels("import numpy as np\nnp.|")).toEqual([]);
    expect(labels("og.|")).toEqual([]);
  });
});

describe("hover", () => {
  it("tells a function with its parameters, its meaning, and the library's version", () => {
    expect(
      hoverAt(...at("from mlflow.models.signature import infer_signature\ninfer_sig|nature(1)")),
    ).toEqual({
      from: 52,
      to: 67,
      signature: "mlflow.models.infer_signature(model_input=None, model_output=None, params=None)",
      meaning: "Reads a signature off examples of input and output.",
      source: `mlflow ${VERSIONS["mlflow"]}`,
    });
  });

  it("tells a keyword of a call", () => {
    const hover = hoverAt(...at("import transformers as t\npipe = t.pipeline(mo|del='phi')"));
    expect(hover).toMatchObject({ signature: "model=None", meaning: meaningOfParameter("model") });
  });

  it("tells nothing of a name that it does not know", () => {
    expect(hoverAt(...at("pri|nt(1)"))).toBeNull();
  });
});

describe("signature help", () => {
  it("shows the parameter by its place, and by its name", () => {
    const call = (marked: string) => signatureHelpAt(...at(`import mlflow\nmlflow.register_model(${marked}`));
    const label = "register_model(model_uri, name, await_registration_for=300, tags=None, env_pack=None)";
    expect(call("|")).toMatchObject({ label, active: 0 });
    expect(call("'a', |)")).toMatchObject({ active: 1 });
    expect(call("f('a', 'b'), |)")).toMatchObject({ active: 1 });
    expect(call("'a', tags={'a': 1, |})")).toMatchObject({ active: 3 });
    const help = call("'a', |)");
    expect(help?.parameters.map(({ range }) => label.slice(...range))).toEqual([
      "model_uri",
      "name",
      "await_registration_for=300",
      "tags=None",
      "env_pack=None",
    ]);
  });

  it("shows the innermost call, and none behind its end", () => {
    const code = "import mlflow\nmlflow.start_run(run_name=mlflow.log_param(|)";
    expect(signatureHelpAt(...at(code))?.label).toMatch(/^log_param\(/);
    expect(signatureHelpAt(...at("import mlflow\nmlflow.start_run()|"))).toBeNull();
  });
});

test("every name of the libraries has a meaning, and every meaning a name", () => {
  const known = allSymbols().filter(({ kind }) => kind !== "module");
  const names = new Set(known.map(({ name }) => name));
  expect(Object.keys(MEANINGS).toSorted()).toEqual([...names].toSorted());
  const parents = [...names].map((name) => name.slice(0, name.lastIndexOf(".")));
  const modules = new Set(parents.filter((name) => !names.has(name)));
  expect(Object.keys(MODULES).toSorted()).toEqual([...modules].toSorted());
  const parameters = new Set(known.flatMap((symbol) => symbol.parameters.map(({ name }) => name)));
  expect(Object.keys(PARAMETER_MEANINGS).filter((name) => !parameters.has(name))).toEqual([]);
});
