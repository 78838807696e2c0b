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

function textOf(models: NonNullable<CodeOutput["models"]>, path: string): string | undefined {
  const made = models.at(-1)?.made;
  const file =
    made && "artifact" in made ? made.artifact.files.find((each) => each.path === path) : undefined;
  return file?.content.kind === "text" ? file.content.text : undefined;
}

describe("an inference cell below asks the model as Python does that loads it", () => {
  test.each(loggingCells.filter(({ name }) => name !== "a pipeline"))(
    "$name",
    { timeout: 60_000 },
    async ({ cells, ask }) => {
      const models = await logged(cells);
      expect(models.map(({ made }) => ("why" in made ? english(made.why) : "made"))).toEqual(["made"]);
      const [, input, params] = /^loaded\.predict\((\{.*?\}|\[.*?\])(?:, params=(\{.*\}))?\)/.exec(ask) ?? [];
      if (input === undefined) return;
      const { result } = await runCode(
        session,
        `loaded = mlflow.pyfunc.load_model(info.model_uri)\nloaded.predict(${input}${params ? `, params=${params}` : ""})`,
      );
      expect(await askLogged(session, models, input, params)).toBe(result);
    },
  );
});

test("the file of a class holds what it reads of the notebook, as it is now, and no more", async () => {
  const [first] = loggingCells;
  const models = await logged(first?.cells ?? []);
  expect(textOf(models, "brief.py")).toMatchInlineSnapshot();
  expect(textOf(models, "requirements.txt")).toMatchInlineSnapshot();
});

test("what has no file says why, and the cell has run all the same", async () => {
  const start =
    "import mlflow\nclass M(mlflow.pyfunc.PythonModel):\n    def predict(self, context, model_input): return seen\n";
  const whys = [];
  for (const [before, object] of [
    ["seen = 1", "M()\nobject.state = open"],
    ["for seen in [object()]: pass", "M()"],
    ["seen = 1", "(lambda model_input: model_input)"],
  ] as const) {
    const source = `${before}\n${start}object = ${object}\ninfo = mlflow.pyfunc.log_model(name="m", python_model=object)\ninfo.model_uri[:8]`;
    const models = await logged([source]);
    whys.push(models.map(({ made }) => ("why" in made ? english(made.why) : "made")));
  }
  expect(whys).toMatchInlineSnapshot();
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
  expect(
    models.map(({ made }) => ("why" in made ? english(made.why).slice(0, 40) : "made")),
  ).toMatchInlineSnapshot();
});

test("Python that tells the page of something else gets a clear error, and the page goes on", async () => {
  const models = await logged([
    "import phi3_bridge\nphi3_bridge.call('mlflow.logged', '{\"flavor\": \"pyfunc\", \"name\": {}}')\nphi3_bridge.call('mlflow.logged', 'no JSON')\nphi3_bridge.call('mlflow.logged', 7)",
  ]);
  expect(models.map(({ made }) => ("why" in made ? english(made.why) : "made"))).toMatchInlineSnapshot();
});
