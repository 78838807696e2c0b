/** Models that code cells log have the files that real MLflow would write (tools/peers/logged-models.peers.test.ts loads them there). */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { english } from "#base/message.ts";
import type { CodeOutput } from "#cells/code/code-cell.ts";
import type { PythonSession } from "#python/python-session.ts";
import { DEMO } from "./testing/edited-wrappers.ts";
import { loggingCells } from "./testing/logging-cells.ts";
import { notebookSession } from "./testing/module-session.ts";
import { askLogged, runCode } from "./testing/run-code.ts";

let session: PythonSession;
beforeAll(() => {
  session = notebookSession(DEMO);
});
afterAll(() => session.end());

async function logged(cells: readonly string[]): Promise<NonNullable<CodeOutput["models"]>> {
  await runCode(session, "%reset -f");
  let models: CodeOutput["models"];
  for (const cell of cells) ({ models } = await runCode(session, cell));
  return models ?? [];
}

const withoutTime = (text: string): string => text.replace(/'created': \d+/, "'created': …");

function textOf(models: NonNullable<CodeOutput["models"]>, path: string): string | undefined {
  const made = models.at(-1)?.made;
  const file =
    made && "artifact" in made ? made.artifact.files.find((each) => each.path === path) : undefined;
  return file?.content.kind === "text" ? file.content.text : undefined;
}

describe("an inference cell below asks the model as Python does that loads it", () => {
  test.each(loggingCells.filter(({ name }) => name !== "a pipeline"))("$name", async ({ cells, ask }) => {
    const models = await logged(cells);
    expect(models.map(({ made }) => ("why" in made ? english(made.why) : "made"))).toEqual(["made"]);
    const [, input, params] = /^loaded\.predict\((\{.*?\}|\[.*?\])(?:, params=(\{.*\}))?\)/.exec(ask) ?? [];
    if (input === undefined) return;
    const { printed } = await runCode(
      session,
      `loaded = mlflow.pyfunc.load_model(info.model_uri)\nprint(repr(loaded.predict(${input}${params ? `, params=${params}` : ""})))`,
    );
    expect(withoutTime(await askLogged(session, models, input, params))).toBe(withoutTime(printed.trimEnd()));
  });
});

test("an example with NaN goes into an inference cell, and its files are as Python reads them", async () => {
  const models = await logged([
    `import mlflow
class Shows(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input, params=None):
        return [each is None or each != each for each in model_input["x"]]
info = mlflow.pyfunc.log_model(name="shows", python_model=Shows(), input_example={"x": float("nan")})`,
  ]);
  expect(textOf(models, "input_example.json")).toBe('{"x": NaN}');
  expect(await askLogged(session, models, '{"x": NaN}')).toBe("[True]");
});

test("the file of a class holds what it reads of the notebook, as it is now, and no more", async () => {
  const [first] = loggingCells;
  const models = await logged(first?.cells ?? []);
  expect(textOf(models, "brief.py")).toMatchInlineSnapshot(`
    "import mlflow
    import onnxruntime_genai as og
    from dataclasses import dataclass
    import re as patterns


    class Phi3(mlflow.pyfunc.PythonModel):
        def load_context(self, context):
            self.model = og.Model(context.artifacts["phi3"])
            self.tokenizer = og.Tokenizer(self.model)

        def answer(self, prompt):
            params = og.GeneratorParams(self.model)
            params.set_search_options(max_length=48, do_sample=False)
            generator = og.Generator(self.model, params)
            generator.append_tokens(self.tokenizer.encode(prompt))
            text = ""
            for _ in range(8):
                if generator.is_done():
                    break
                generator.generate_next_token()
                text += self.tokenizer.decode(generator.get_next_tokens())
            return text

        def predict(self, context, model_input, params=None):
            return [self.answer(row["prompt"]) for row in model_input.to_dict("records")]
    LIMITS = {'words': 3, 'ratio': 1.0, 'of': (1, 2)}


    @dataclass
    class Shown:
        text: str
        of: tuple = LIMITS["of"]
    WORD = patterns.compile(r'\\w+')


    def first_words(text, count):
        return " ".join(WORD.findall(text)[:count])


    class Brief(Phi3):
        def __init__(self, prefix, options):
            self.prefix, self.options = prefix, options

        def predict(self, context, model_input, params=None):
            answers = super().predict(context, model_input)
            return [self.prefix + Shown(first_words(each, LIMITS["words"])).text + self.options["end"] for each in answers]


    def model_as_logged():
        model = Brief.__new__(Brief)
        model.prefix = '> '
        model.options = {'end': '.'}
        return model


    from mlflow.models import set_model

    set_model(model_as_logged())
    "
  `);
  expect(textOf(models, "requirements.txt")).toMatchInlineSnapshot(`
    "mlflow==3.17.2
    onnxruntime-genai
    numpy"
  `);
});

test("what has no file says why, and the cell has run all the same", async () => {
  const start =
    "import mlflow\nclass M(mlflow.pyfunc.PythonModel):\n    def predict(self, context, model_input): return seen\n";
  const whys = [];
  for (const [before, object] of [
    ["seen = 1", "M()\nobject.open, object.kind = open, M"],
    ["seen = 1", "M()\nobject.state = iter([])"],
    ["for seen in [object()]: pass", "M()"],
    ["seen = 1", "(lambda model_input: model_input)"],
  ] as const) {
    const source = `${before}\n${start}object = ${object}\ninfo = mlflow.pyfunc.log_model(name="m", python_model=object)\ninfo.model_uri[:8]`;
    const models = await logged([source]);
    whys.push(models.map(({ made }) => ("why" in made ? english(made.why) : "made")));
  }
  expect(whys).toMatchInlineSnapshot(`
    [
      [
        "made",
      ],
      [
        "M.state has the type builtins.list_iterator, which the model's file cannot hold. Set it in load_context.",
      ],
      [
        "seen, of the type object, is set by no line “seen = …” of a cell. Set it so, or in the class.",
      ],
      [
        "python_model is a lambda. Define a function with a name, and give that one.",
      ],
    ]
  `);
});

test("metadata that JSON cannot hold says so, and the cell has run all the same", async () => {
  const models = await logged([
    `import datetime, mlflow
class M(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input): return model_input
info = mlflow.pyfunc.log_model(name="m", python_model=M(), metadata={"day": datetime.date(2026, 1, 2)})`,
  ]);
  expect(models.map(({ made }) => ("why" in made ? english(made.why) : "made"))).toEqual([
    "The page cannot write its metadata: Object of type date is not JSON serializable. Give texts, whole and finite numbers, lists and dicts.",
  ]);
});

test("a name that leads out of the model's folder is refused", async () => {
  const told = `import json, phi3_bridge
def tell(path, name="m"):
    artifact = {"key": "a", "name": "x", "reference": None, "files": [{"path": path, "base64": "AAAA"}]}
    code = {"text": "class M:\\n    pass\\n", "className": "M", "object": "M()", "file": None}
    phi3_bridge.call("mlflow.logged", json.dumps({"flavor": "pyfunc", "profile": "current", "name": name, "uri": "", "isOfTypeHints": False,
        "task": None, "signature": None, "inputExample": None, "modelConfig": None, "metadata": None, "requirements": None,
        "extraRequirements": [], "code": code, "artifacts": [artifact]}))
tell("safe.txt")
tell("../../MLmodel")
tell("/etc/passwd")`;
  const models = await logged([told]);
  expect(models.map(({ made }) => ("why" in made ? english(made.why).slice(0, 40) : "made")))
    .toMatchInlineSnapshot(`
    [
      "made",
      "The file path "files/artifacts/x/../../M",
      "The file path "files/artifacts/x//etc/pa",
    ]
  `);
});

test("Python that tells the page of something else gets a clear error, and the page goes on", async () => {
  const models = await logged([
    "import phi3_bridge\nphi3_bridge.call('mlflow.logged', '{\"flavor\": \"pyfunc\", \"name\": {}}')\nphi3_bridge.call('mlflow.logged', 'no JSON')\nphi3_bridge.call('mlflow.logged', 7)",
  ]);
  expect(models.map(({ made }) => ("why" in made ? english(made.why) : "made"))).toMatchInlineSnapshot(`
    [
      "Python has told the page of a model in a form that the page's own modules do not use. Restart Python, and run the cell again.",
      "Python has told the page of a model in a form that the page's own modules do not use. Restart Python, and run the cell again.",
    ]
  `);
});

test("an example of a table keeps whole numbers beside fractions, as MLflow writes it", async () => {
  const models = await logged([
    `import mlflow
import pandas as pd
class M(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input):
        return ["x"] * len(model_input)
example = pd.DataFrame({"n": [1, 2], "f": [0.5, None], "t": ["é", None], "b": [True, False]})
mlflow.pyfunc.log_model(name="m", python_model=M(), input_example=example)`,
  ]);
  // What MLflow 3.17 writes with pandas 3.1.
  expect(textOf(models, "input_example.json")).toBe(
    String.raw`{"columns": ["n", "f", "t", "b"], "data": [[1, 0.5, "\u00e9", true], [2, NaN, NaN, false]]}`,
  );
});

test("of a cell that logs many models, the last ones are there, and it says so of the others", async () => {
  const models = await logged([
    `import mlflow
class M(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input):
        return model_input
for at in range(22):
    mlflow.pyfunc.log_model(name=f"m{at}", python_model=M())`,
  ]);
  const [first, ...kept] = models;
  expect(first && "why" in first.made && english(first.made.why)).toBe(
    "The page keeps the last 20 models that a cell logs. 2 earlier ones are in the Python session only.",
  );
  expect(kept.map(({ name }) => name)).toEqual(Array.from({ length: 20 }, (_, at) => `m${at + 2}`));
});

test("a class that a cell defines, and does not log, is the wrapper of the cells below", async () => {
  await runCode(session, "%reset -f");
  const { wrapper } = await runCode(
    session,
    `import mlflow
END = "!"
class Shout(mlflow.pyfunc.PythonModel):
    def load_context(self, context):
        self.folder = context.artifacts["onnx"]
    def predict(self, context, model_input: list[str]):
        return [text.upper() + END for text in model_input]`,
  );
  expect(wrapper).toMatchObject({
    type: "wrapper",
    edited: true,
    wrapper: {
      className: "Shout",
      name: "shout",
      artifactsKey: "onnx",
      coded: { object: "Shout()", isOfTypeHints: true },
    },
  });
  expect(wrapper?.code).toContain("END = '!'");
});
