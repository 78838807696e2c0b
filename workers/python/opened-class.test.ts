/** The class of an MLflow model that somebody made: it runs after the person has agreed, with the modules beside it. */
import { expect, test } from "vitest";
import { bundleOfFiles } from "#bundle/bundle-of-files.ts";
import type { ModelBundle } from "#bundle/bundle.ts";
import { inspectBundle } from "#bundle/inspect.ts";
import type { RunContext } from "#cells/cell-behaviour.ts";
import { createCell } from "#cells/cell.ts";
import { evaluateBehaviour } from "#cells/evaluate/evaluate-behaviour.ts";
import type { EvaluateCell } from "#cells/evaluate/evaluate-cell.ts";
import { inferenceBehaviour } from "#cells/inference/inference-behaviour.ts";
import { withCodedModel } from "#cells/wrapper/run-wrapper-code.ts";
import { wrapperBehaviour } from "#cells/wrapper/wrapper-behaviour.ts";
import { artifactContent } from "#mlflow/artifact-content.ts";
import { buildArtifact } from "#mlflow/build-artifact.ts";
import { openModel } from "#mlflow/open/open-model.ts";
import type { ConsentAnswer } from "#python/model-consent.ts";
import type { PythonSession } from "#python/python-session.ts";
import { createDirectReader } from "#reader/direct-reader.ts";
import { askOwnClass } from "#store/ask-own-class.ts";
import { defaultWrapper } from "#wrapper/defaults.ts";
import { generateCode } from "#wrapper/generate-code.ts";
import type { PyfuncWrapper, WrapperSource } from "#wrapper/wrapper.ts";
import { DEMO } from "./testing/edited-wrappers.ts";
import { bundleOf, notebookSession } from "./testing/module-session.ts";

const RETURN = "return self.tokenizer.decode(generator.get_sequence(0)[len(input_tokens) :])";
const QUESTION = '{"prompt": "<|user|>Hi<|end|><|assistant|>"}';

const CODE = generateCode(defaultWrapper("pyfunc"))
  .replace(RETURN, "return shouted(str(len(input_tokens)))")
  .replace("import mlflow\n", "import mlflow\nfrom texts.shout import shouted\n");

/** The artifact of that code, with a module beside the class, as `code_paths` puts it there. */
async function strangersModel(modelFromCode: boolean): Promise<ModelBundle> {
  const form = { ...(defaultWrapper("pyfunc") as PyfuncWrapper), modelFromCode };
  const bundle = await bundleOf(DEMO);
  const { files } = await buildArtifact({
    wrapper: await withCodedModel(form, CODE, null, contextOf(notebookSession(DEMO))),
    code: CODE,
    bundle,
    report: await inspectBundle(bundle),
    now: new Date(0),
    newUuid: () => "00000000-0000-4000-8000-000000000001",
  });
  const own = files.map(async (file) => ({ path: file.path, blob: await artifactContent(file, {}) }));
  const helper = "def shouted(text):\n    return f'{text}!'\n";
  const all = (await Promise.all(own)).filter(({ path }) => path !== "MLmodel");
  const mlmodel = files.find(({ path }) => path === "MLmodel")?.content;
  const text = mlmodel?.kind === "text" ? mlmodel.text.replace("code: null", "code: code") : "";
  return bundleOfFiles(
    [
      ...all,
      { path: "MLmodel", blob: new Blob([text]) },
      { path: "code/texts/__init__.py", blob: new Blob([""]) },
      { path: "code/texts/shout.py", blob: new Blob([helper]) },
    ],
    { kind: "zip", fileName: "stranger.zip" },
  );
}

function contextOf(session: PythonSession): RunContext {
  return {
    python: () => Promise.resolve(session),
    events: { onProgress: () => undefined, onTextDelta: () => undefined },
    onOutput: () => undefined,
    reader: createDirectReader(),
    onInput: () => Promise.reject(new Error("Nothing asks.")),
    signal: new AbortController().signal,
  } as unknown as RunContext;
}

test.each([
  { as: "a pickle by reference", modelFromCode: false, file: "code/phi3_model.py" },
  { as: "models from code", modelFromCode: true, file: "phi3_model.py" },
])(
  "$as: it waits for the person in every place that would run it, and then answers",
  async (made) => {
    const opened = await openModel(await strangersModel(made.modelFromCode));
    const source = opened.wrapper as WrapperSource;
    expect(source.opened).toEqual({
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      files: [made.file, "code/texts/__init__.py", "code/texts/shout.py"],
    });
    const consents = new Map<string, ConsentAnswer>();
    const session = notebookSession(DEMO, "current", consents);
    const context = contextOf(session);
    const run = wrapperBehaviour.run({ id: "w", type: "wrapper", wrapper: source }, NOTHING, context);
    const wrapper = await run;
    const { bundle } = opened;
    const model = { type: "model", bundle, report: await inspectBundle(bundle) } as const;
    const cell = { id: "i", type: "inference", input: QUESTION } as const;
    const above = { model, wrapper } as never;
    const signal = new AbortController().signal;
    const own = { ...model, ...wrapper, runtime: "automatic" } as const;
    const kernel = { startPython: () => Promise.resolve(session) };
    const paths = {
      "inference cell": async () => {
        const { output } = await inferenceBehaviour.run(cell, above, context);
        return output.option === "class" && output.response;
      },
      "evaluate cell": async () => {
        const asking = createCell({ type: "evaluate", option: "pyfunc" }, "e") as EvaluateCell;
        const one = {
          ...asking,
          table: { columns: ["prompt"], rows: [["Hi"]] },
          request: QUESTION,
          checks: [],
        };
        const { evaluation } = await evaluateBehaviour.run(one, above, context);
        return evaluation.rows[0]?.answer?.text;
      },
      "local endpoint": async () =>
        (
          await askOwnClass(
            kernel,
            own,
            { name: "serve", input: QUESTION, params: null, isFrame: false },
            signal,
          )
        ).response,
      "test of a deployment": async () =>
        (await askOwnClass(kernel, own, { name: "predict", input: QUESTION, params: null }, signal)).response,
    };
    for (const ask of Object.values(paths))
      await expect(ask()).rejects.toMatchObject({ code: "needs-consent" });
    consents.set(source.opened?.sha256 ?? "", "refused");
    for (const ask of Object.values(paths))
      await expect(ask()).rejects.toMatchObject({ code: "needs-consent" });
    consents.set(source.opened?.sha256 ?? "", "given");
    for (const ask of Object.values(paths)) expect(await ask()).toBe("4!");
    session.end();
  },
  120_000,
);

const NOTHING = { model: null, wrapper: null };

test("a wrapper cell whose signature only Python can tell waits as well", async () => {
  const { wrapper: source } = await openModel(await strangersModel(false));
  const hinted = {
    ...(source as WrapperSource),
    editedCode: (source?.editedCode ?? "").replace("model_input,", "model_input: list[str],"),
  };
  expect(hinted.editedCode).toContain("list[str]");
  const session = notebookSession(DEMO);
  await expect(
    wrapperBehaviour.run({ id: "w", type: "wrapper", wrapper: hinted }, NOTHING, contextOf(session)),
  ).rejects.toMatchObject({ code: "needs-consent" });
  expect(session.isAlive).toBe(false);
});
