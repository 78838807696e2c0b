/** The Evaluate cell of an edited class gives what the saved notebook's Python gives with the real libraries. */
import { expect, test } from "vitest";
import { inspectBundle } from "#bundle/inspect.ts";
import type { RunContext } from "#cells/cell-behaviour.ts";
import { createCell } from "#cells/cell.ts";
import { evaluateBehaviour } from "#cells/evaluate/evaluate-behaviour.ts";
import type { EvaluateCell } from "#cells/evaluate/evaluate-cell.ts";
import { wrapperBehaviour } from "#cells/wrapper/wrapper-behaviour.ts";
import type { WrapperCell } from "#cells/wrapper/wrapper-cell.ts";
import { printedEvaluation } from "#evaluate/result-table.ts";
import { createDirectReader } from "#reader/direct-reader.ts";
import { defaultWrapper } from "#wrapper/defaults.ts";
import { editCode } from "#wrapper/edit-wrapper.ts";
import { generateCode } from "#wrapper/generate-code.ts";
import { MODEL_FOLDER, splitWrapperCode } from "#wrapper/split-wrapper-code.ts";
import type { Wrapper } from "#wrapper/wrapper.ts";
import { DEMO } from "../../workers/python/testing/edited-wrappers.ts";
import { notebookSession } from "../../workers/python/testing/module-session.ts";
import { askPython } from "./kept-answers.ts";
import { bundleOfFolder } from "./model-folders.ts";

const RETURN = "        return self.tokenizer.decode(generator.get_sequence(0)[len(input_tokens) :])\n";

/** A class that somebody wrote. Each row tries another part of it. */
const PREDICT = `        mode, _, question = prompt.removeprefix("<|user|>").partition("#")
        prompt = f"<|user|>{question}"
        if mode == "raises":
            raise ValueError("not this one")
        input_tokens = self.tokenizer.encode(prompt)
        answers = []
        for options in MODES.get(mode, [{}]):
            params = og.GeneratorParams(self.model)
            params.set_search_options(**{"max_length": 40, **options})
            generator = og.Generator(self.model, params)
            generator.append_tokens(input_tokens)
            while not generator.is_done():
                generator.generate_next_token()
            answers.append(self.tokenizer.decode(generator.get_sequence(0)[len(input_tokens) :]))
        if mode == "appends":
            generator = og.Generator(self.model, params)
            for tokens in (input_tokens, self.tokenizer.encode(" The")):
                generator.append_tokens(tokens)
                generator.generate_next_token()
        if mode == "transformers":
            import transformers

            tokenizer = transformers.AutoTokenizer.from_pretrained(FOLDER)
            model = transformers.AutoModelForCausalLM.from_pretrained(FOLDER)
            ids = tokenizer(prompt, return_tensors="pt").input_ids
            made = model.generate(ids, max_new_tokens=12, do_sample=False)
            answers.append(tokenizer.decode(made[0][ids.shape[1] :], skip_special_tokens=True))
        self.asked = getattr(self, "asked", 0) + 1
        if mode == "dict":
            return {"answers": answers, "asked": self.asked, "none": None}
        if mode == "stream":
            return (word + "_" for word in answers[0].split())
        if mode == "object":
            return {1, 2}
        return "Edited: " + "".join(answers)
`;

const MODES = `MODES = {"again": [{"max_length": 12}, {"max_length": 14}, {}], "beams": [{"num_beams": 3}], "transformers": []}
FOLDER = ${JSON.stringify(DEMO)}
`;

const table = {
  columns: ["mode", "prompt", "expected"],
  rows: ["plain", "again", "appends", "beams", "raises", "dict", "stream", "object", "transformers"].map(
    (mode) => [mode, "What is the capital of Spain?", "Madrid"],
  ),
};

// The demo model does not run before onnxruntime-genai 0.6.
test.each(["current", "mid-2025"] as const)("%s", async (profile) => {
  const session = notebookSession(DEMO, profile);
  try {
    const form: Wrapper = { ...defaultWrapper("pyfunc"), profile };
    const code = generateCode(form);
    expect(code).toContain(RETURN);
    const edited = code.replace(RETURN, PREDICT).replace("\nclass ", `\n${MODES}\n\nclass `);
    const wrapperCell: WrapperCell = {
      id: "w",
      type: "wrapper",
      wrapper: editCode({ form, editedCode: null }, edited),
    };
    const context = {
      python: () => Promise.resolve(session),
      reader: createDirectReader(),
      events: { onProgress: () => undefined, onTextDelta: () => undefined },
      onOutput: () => undefined,
      signal: new AbortController().signal,
    } as unknown as RunContext;
    const bundle = await bundleOfFolder(DEMO);
    const model = { type: "model", bundle, report: await inspectBundle(bundle) } as const;
    const wrapper = await wrapperBehaviour.run(wrapperCell, { model: null, wrapper: null }, context);
    const cell: EvaluateCell = {
      ...(createCell({ type: "evaluate", option: "pyfunc" }, "e") as EvaluateCell),
      table,
      checks: [
        { kind: "contains", expected: "{{expected}}" },
        { kind: "python", expected: 'None if row["mode"] == "beams" else row["expected"] in answer' },
        {
          kind: "python",
          expected: "def of_length(answer, row):\n    return [1, 2, 3][len(re.findall('a', answer)) // 3]\n",
        },
      ],
      request: '{"prompt": "<|user|>{{mode}}#{{prompt}}<|end|><|assistant|>"}',
    };
    const { evaluation } = await evaluateBehaviour.run(cell, { model, wrapper }, context);

    const python = [
      `${MODEL_FOLDER} = ${JSON.stringify(DEMO)}`,
      splitWrapperCode(edited).definitions,
      evaluateBehaviour.python(cell, {
        wrapper: wrapperCell,
        isLogged: false,
        loggingCode: null,
        context: { demoUrl: "", folderOf: () => null },
      }),
    ];
    const printed = await askPython(["tools/peers/run_code.py"], {
      environment: profile,
      env: { CODE: python.join("\n\n") },
    });
    const expected = printedEvaluation(evaluation);
    expect(printed.slice(printed.indexOf("mode,prompt"))).toBe(expected);
  } finally {
    session.end();
  }
});
