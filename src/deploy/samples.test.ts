import { describe, expect, it, test } from "vitest";
import { firstInput } from "#wrapper/defaults.ts";
import type { InputForm } from "#wrapper/input-form.ts";
import { DEFAULT_DEPLOY_SETTINGS, DEPLOY_TARGETS, type DeployTarget } from "./deploy-settings.ts";
import { answerText, type ModelInput, requestBody } from "./sample-request.ts";
import { targets } from "./targets/targets.ts";
import { type Sample, samplesOf } from "./samples.ts";
import { type ParsedLanguage, parseErrors } from "./testing/parse-errors.ts";

const OPTIONS = ["messages", "prompt"] as const;
/** Quotes, ends of raw strings and here documents, other scripts: anything that a prompt can contain. */
const NASTY = 'He said "hi" \'there\' \\ ${HOME} $(ls) `ls` {0} )" )-" """ \nJSON\n# é 日本 \u2028 end';

function samples(target: DeployTarget, option: InputForm, input: ModelInput): readonly Sample[] {
  return samplesOf({ ...DEFAULT_DEPLOY_SETTINGS, target }, option, input);
}

function inputOf(option: InputForm, text: string): ModelInput {
  return option === "messages" ? { messages: [{ role: "user", content: text }] } : { prompt: text };
}

const LANGUAGES: Readonly<Record<Sample["language"], ParsedLanguage>> = {
  javascript: "javascript",
  python: "python",
  csharp: "csharp",
  r: "r",
  curl: "bash",
};

describe("every sample", () => {
  for (const option of OPTIONS) {
    for (const target of DEPLOY_TARGETS) {
      it(`of ${target}, ${option}, has no error for its language's grammar, whatever is asked`, async () => {
        for (const text of ["What is the capital of Spain?", NASTY]) {
          const all = samples(target, option, inputOf(option, text));
          const errors = await Promise.all(
            all.map(async (sample) => [
              sample.fileName,
              await parseErrors(LANGUAGES[sample.language], sample.text),
            ]),
          );
          expect(errors).toEqual(all.map(({ fileName }) => [fileName, []]));
        }
      });
    }
  }

  it("would be found out by the grammar if it were broken", async () => {
    const found = await Promise.all(
      samples("docker", "prompt", inputOf("prompt", "Hi")).map(async ({ language, text }) => {
        const broken = language === "curl" ? `${text}\nif true; then (\n` : `${text}\n)(=`;
        return [language, (await parseErrors(LANGUAGES[language], broken)).length > 0];
      }),
    );
    const all = ["python", "javascript", "csharp", "r", "curl"].map((language) => [language, true]);
    expect(found).toEqual([...all, ...all]);
  });

  it("takes its address, its token and its timeout from where a person sets them", () => {
    const said = [
      "ENDPOINT_URL",
      "ENDPOINT_TOKEN",
      "https://phi3-endpoint.REGION.inference.ml.azure.com/score",
      "120",
    ];
    const missing = samples("azure-ml", "prompt", inputOf("prompt", "Hi")).flatMap(({ text, language }) =>
      said.filter((each) => !text.includes(each)).map((each) => [language, each]),
    );
    expect(missing).toEqual([]);
  });
});

test("each server is asked in the forms that it answers", () => {
  const forms = DEPLOY_TARGETS.map((target) => [
    target,
    ...OPTIONS.map((option) => targets[target].payloadForms(option)),
  ]);
  expect(forms).toEqual([
    ["azure-ml", ["input_data"], ["input_data"]],
    ["azure-ml-batch", [], []],
    ["docker", ["messages", "dataframe_split"], ["dataframe_split", "inputs"]],
    ["kserve", ["dataframe_split"], ["dataframe_split"]],
    ["databricks", ["messages", "dataframe_split"], ["dataframe_split", "inputs"]],
    ["spark", [], []],
  ]);
});

test("the forms hold the input as the servers want it", () => {
  const prompt = { prompt: "Hi" };
  expect(requestBody("inputs", prompt)).toEqual({ inputs: { prompt: ["Hi"] } });
  expect(requestBody("dataframe_split", prompt)).toEqual({
    dataframe_split: { columns: ["prompt"], data: [["Hi"]] },
  });
  const chat = JSON.parse(firstInput("messages")) as ModelInput;
  expect(requestBody("messages", { ...chat, max_tokens: 5 })).toEqual({ ...chat, max_tokens: 5 });
  expect(requestBody("input_data", { ...chat, max_tokens: 5 })).toEqual({
    input_data: { columns: ["messages", "max_tokens"], index: [0], data: [[chat["messages"], 5]] },
  });
});

test("the answer is found bare, in a list and under predictions, and not elsewhere", () => {
  const completion = { choices: [{ message: { role: "assistant", content: "Madrid" } }] };
  const given: readonly (readonly [InputForm, unknown, string | null])[] = [
    ["messages", [completion], "Madrid"],
    ["messages", { predictions: [completion] }, "Madrid"],
    ["messages", { predictions: "Madrid" }, null],
    ["messages", { message: "refused" }, null],
    ["prompt", "Madrid", "Madrid"],
    ["prompt", { predictions: "Madrid" }, "Madrid"],
    ["prompt", { predictions: ["Madrid"] }, "Madrid"],
    ["prompt", { predictions: [] }, null],
    ["prompt", null, null],
  ];
  for (const [option, response, answer] of given) expect(answerText(option, response)).toBe(answer);
});
