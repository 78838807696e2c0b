/** Edited wrappers, run by the wrapper cell and asked by the inference cell, give what real MLflow gives (fixtures/python). */
import { afterAll, beforeAll, expect, test } from "vitest";
import { messageOf } from "#base/errors.ts";
import type { ModelBundle } from "#bundle/bundle.ts";
import { type BundleReport, inspectBundle } from "#bundle/inspect.ts";
import type { RunContext } from "#cells/cell-behaviour.ts";
import { inferenceBehaviour } from "#cells/inference/inference-behaviour.ts";
import { inferenceKind } from "#cells/inference/inference-cell.ts";
import { wrapperBehaviour } from "#cells/wrapper/wrapper-behaviour.ts";
import type { WrapperOutput } from "#cells/wrapper/wrapper-cell.ts";
import type { ClassAnswer } from "#inference/class-answer.ts";
import type { PythonSession } from "#python/python-session.ts";
import { defaultWrapper } from "#wrapper/defaults.ts";
import { editCode } from "#wrapper/edit-wrapper.ts";
import { generateCode } from "#wrapper/generate-code.ts";
import { type AskedJson, DEMO, editedWrappers } from "./testing/edited-wrappers.ts";
import { bundleOf, notebookSession } from "./testing/module-session.ts";

let session: PythonSession;
let model: { readonly type: "model"; readonly bundle: ModelBundle; readonly report: BundleReport };

beforeAll(async () => {
  session = notebookSession(DEMO);
  const bundle = await bundleOf(DEMO);
  model = { type: "model", bundle, report: await inspectBundle(bundle) };
});
afterAll(() => session.end());

/** What a cell's run is given; the page's own inference is not to be asked. */
function contextOf(
  onTextDelta: RunContext["events"]["onTextDelta"] = () => undefined,
  signal?: AbortSignal,
): RunContext {
  return {
    python: () => Promise.resolve(session),
    events: { onProgress: () => undefined, onTextDelta },
    onInput: () => Promise.reject(new Error("Nothing asks.")),
    signal: signal ?? new AbortController().signal,
    now: () => new Date(0),
  } as unknown as RunContext;
}

async function runWrapper(code: string): Promise<WrapperOutput> {
  const wrapper = editCode({ form: defaultWrapper("pyfunc"), editedCode: null }, code);
  return wrapperBehaviour.run(
    { id: "w", type: "wrapper", wrapper },
    { model: null, wrapper: null },
    contextOf(),
  );
}

async function ask(
  wrapper: WrapperOutput,
  { input, params }: AskedJson,
  context = contextOf(),
): Promise<ClassAnswer> {
  const cell = { id: "i", type: "inference" as const, input, ...(params !== undefined && { params }) };
  const above = { model: model as never, wrapper };
  const { output } = await inferenceBehaviour.run(cell, above, context);
  if (output.option !== "class") throw new Error("The page's own path has answered.");
  return output;
}

test("edited wrappers answer in the cell as in real MLflow, with their signatures and errors", async () => {
  const found: unknown[] = [];
  const wrappers = await editedWrappers();
  for (const { name, code, questions } of wrappers) {
    const answers: unknown[] = [];
    try {
      const wrapper = await runWrapper(code);
      for (const question of questions) answers.push(outcomeOf(await ask(wrapper, question)));
    } catch (error) {
      answers.push(errorOf(messageOf(error)));
    }
    found.push([name, answers]);
  }
  expect(found).toEqual(wrappers.map(({ name, answers }) => [name, answers]));
});

function outcomeOf(answer: ClassAnswer): unknown {
  const failure = inferenceKind.failureOf?.({ type: "inference", output: answer }) ?? null;
  if (failure === null) return { type: answer.type, repr: answer.repr };
  return errorOf(failure);
}

function errorOf(text: string): unknown {
  const [, error, message] = /^(\w+): ([\s\S]*)$/.exec(text) ?? [];
  return { error, message: message?.replaceAll(/0x[0-9a-f]+/g, "0x…") };
}

const QUESTION = { input: '{"prompt": "<|user|>Hi<|end|><|assistant|>"}' };

function edited(expression: string): string {
  const marker = "        return self.tokenizer.decode(generator.get_sequence(0)[len(input_tokens) :])\n";
  const code = generateCode(defaultWrapper("pyfunc"));
  expect(code).toContain(marker);
  return code.replace(marker, `${marker.replace("return", "answer =")}        return ${expression}\n`);
}

test("the class's text comes as the model writes it, and its answer tells what was generated", async () => {
  const deltas: string[] = [];
  let tokenCount = 0;
  const wrapper = await runWrapper(edited('"A: " + answer'));
  const answer = await ask(
    wrapper,
    QUESTION,
    contextOf((delta) => {
      deltas.push(delta.text);
      ({ tokenCount } = delta);
    }),
  );
  expect(answer.response).toBe(`A: ${deltas.join("").replace("<|end|>", "")}`);
  expect(deltas.length).toBeGreaterThan(1);
  expect(tokenCount).toBe(answer.tokenIds.length);
  expect(answer.metrics).toMatchObject({
    promptTokens: 4,
    generatedTokens: answer.tokenIds.length,
  });
  expect({ type: answer.type, json: answer.json, failed: answer.failed }).toEqual({
    type: "str",
    json: JSON.stringify(answer.response),
    failed: false,
  });
});

test("Stop keeps the text by then, and the session goes on", async () => {
  const controller = new AbortController();
  const wrapper = await runWrapper(
    edited("answer").replace(
      "generator.generate_next_token()",
      "generator.generate_next_token()\n            __import__('time').sleep(0.5)",
    ),
  );
  const answer = await ask(
    wrapper,
    QUESTION,
    contextOf(({ tokenCount }) => tokenCount === 2 && controller.abort(), controller.signal),
  );
  expect(answer).toMatchObject({
    stopped: true,
    failed: false,
    outputs: [],
    metrics: { generatedTokens: 2 },
  });
  expect(answer.response).not.toBe("");
  const next = await ask(await runWrapper(edited('"again"')), QUESTION);
  expect(next.response).toBe("again");
});

test("what it prints and its traceback are in the output, the line of the module named", async () => {
  const wrapper = await runWrapper(edited("print('so far') or {}['missing']"));
  const answer = await ask(wrapper, QUESTION);
  expect(inferenceKind.failureOf?.({ type: "inference", output: answer })).toBe("KeyError: 'missing'");
  const [printed, error] = answer.outputs;
  expect(printed).toEqual({ output_type: "stream", name: "stdout", text: "so far\n" });
  expect(JSON.stringify(error)).toContain("phi3_model.py");
});

test("what is no JSON is refused before Python is asked", async () => {
  const wrapper = await runWrapper(edited("answer"));
  await expect(ask(wrapper, { input: "{prompt" })).rejects.toMatchObject({ code: "invalid-input" });
  await expect(ask(wrapper, { ...QUESTION, params: "no" })).rejects.toMatchObject({ code: "invalid-input" });
});

test("code that raises fails the wrapper cell in its own words", async () => {
  const code = edited("answer").replace('infer_signature(input_example, ["Run"])', "signature_of_mine()");
  await expect(runWrapper(code)).rejects.toMatchObject({
    code: "raised",
    message: "NameError: name 'signature_of_mine' is not defined",
  });
});

test("a signature that has to be run is that of log_model", async () => {
  const code = edited("params").replace(
    'infer_signature(input_example, ["Run"])',
    'infer_signature({"prompt": "a" * 3, "n": 1}, 1.0, params={"t": 0.5})',
  );
  const { wrapper } = await runWrapper(code);
  expect(wrapper.option === "pyfunc" && wrapper.coded?.signature).toEqual({
    inputs:
      '[{"type": "string", "name": "prompt", "required": true}, {"type": "long", "name": "n", "required": true}]',
    outputs: '[{"type": "double", "required": true}]',
    params: '[{"name": "t", "default": 0.5, "shape": null, "type": "double"}]',
  });
});
