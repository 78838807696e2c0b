import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { namesInUse } from "#onnx/names-in-use.ts";
import { readOnnxModel } from "#onnx/onnx-model.ts";
import { parseGenaiConfig } from "./config.ts";
import { graphMisfit } from "./graph-misfit.ts";
import { fixturePath, readCases, withOverlay } from "./testing/native-fixtures.ts";

interface MisfitCaseJson {
  readonly name: string;
  readonly overlay: object;
  readonly error: string | null;
}

const config = parseGenaiConfig(await readFile(fixturePath("tiny-fp32/genai_config.json")));
const model = await readOnnxModel(new Blob([await readFile(fixturePath("tiny-fp32/model.onnx"))]));
const graph = { ...model, namesInUse: namesInUse(model.nodes), headSize: 16 };
const misfits = await readCases<MisfitCaseJson>("misfits.json");

test.each(misfits)(
  "native's verdict on a graph and its genai_config.json is given: $name",
  ({ overlay, error }) => {
    const misfit = graphMisfit(graph, withOverlay(config, overlay).model);
    expect(misfit === null).toBe(error === null);
  },
);

test("what does not fit is named", () => {
  const words = (overlay: object) => graphMisfit(graph, withOverlay(config, overlay).model)?.message;
  expect(words({ model: { vocab_size: 9, eos_token_id: 3 } })).toBe(
    "The ONNX file knows 512 tokens, and genai_config.json tells a vocab_size of 9: they belong to different models.",
  );
  expect(words({ model: { decoder: { head_size: 96 } } })).toBe(
    "The ONNX file has heads of 16, and genai_config.json tells a head_size of 96: they belong to different models.",
  );
  expect(words({ model: { decoder: { inputs: { attention_mask: "mask" } } } })).toMatch(
    /^The ONNX file has no input "mask", which genai_config\.json names; it has input_ids, attention_mask, past_key/,
  );
  expect(words({ model: { decoder: { inputs: { past_key_names: "past.%d" } } } })).toContain(
    'onnxruntime-genai would fail with "Missing Input: past_key_values.0.key"',
  );
});
