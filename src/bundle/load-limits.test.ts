import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { english } from "#base/message.ts";
import { graphExcess, graphLimits118 } from "#genai/older/graph-limits.ts";
import { readOnnxModel } from "#onnx/onnx-model.ts";
import { loadLimits, OLDER_GENAI, type OlderGenai } from "./load-limits.ts";

const fixtures = new URL("../../tools/peers/fixtures/", import.meta.url);

const loads = JSON.parse(await readFile(new URL("genai/older-loads.json", fixtures), "utf8")) as Record<
  OlderGenai,
  { readonly errors: Readonly<Record<string, string | null>> }
>;

/** Of later keys, the values that tools/peers/older_genai.py gave them do not matter. */
const isKey = (name: string): boolean => /^(model|search)\./.test(name);
/** onnxruntime-genai 0.2 does not know its type; option 2 is for "phi3" alone. */
const isOtherType = (name: string): boolean => name === "zero-points-bias";

test.each(OLDER_GENAI)(
  "says of each model whether onnxruntime-genai %s loads it, as that version does",
  async (version) => {
    const native = Object.entries(loads[version].errors).filter(
      ([name]) => !isKey(name) && !isOtherType(name),
    );
    const ours = await Promise.all(
      native.map(async ([name]) => {
        const folder = new URL(`${name.startsWith("tiny-") ? "genai" : "int4"}/${name}/`, fixtures);
        const config: unknown = JSON.parse(await readFile(new URL("genai_config.json", folder), "utf8"));
        const graph = await readOnnxModel(new Blob([await readFile(new URL("model.onnx", folder))]));
        return [
          name,
          loadLimits(config, graphExcess(graph, graphLimits118)).older[version] === null,
        ] as const;
      }),
    );
    expect(ours).toEqual(native.map(([name, error]) => [name, error === null]));
  },
);

test.each(OLDER_GENAI)("names the keys that onnxruntime-genai %s refuses", (version) => {
  for (const [path, error] of Object.entries(loads[version].errors)) {
    if (!isKey(path)) continue;
    const limit = loadLimits(withKey(path), null).older[version];
    const refused = / value:? "?(\w+)"?/.exec(error ?? "")?.[1];
    expect({ path, limit: limit && english(limit) }).toEqual({
      path,
      limit:
        refused === undefined
          ? null
          : `onnxruntime-genai ${version} cannot load this model: it does not know ${path.slice(0, path.indexOf(refused) + refused.length)} in genai_config.json.`,
    });
  }
});

test("says what an older ONNX Runtime does not know of a graph", async () => {
  const told = (excess: Parameters<typeof loadLimits>[1]): string =>
    english(loadLimits({ model: {}, search: {} }, excess).older["0.2"] ?? "nothing");
  expect(told({ kind: "inputs", operator: "GroupQueryAttention", inputs: 11, known: 9 })).toBe(
    "onnxruntime-genai 0.2 cannot load this model: its ONNX Runtime (1.18) knows 9 inputs of GroupQueryAttention, and the graph gives 11.",
  );
  expect(told({ kind: "opset", opset: 23 })).toBe(
    "onnxruntime-genai 0.2 cannot load this model: its ONNX Runtime (1.18) does not know opset 23 of the graph.",
  );
  expect(told(null)).toBe("nothing");
});

test.each([
  [undefined, null],
  [[], null],
  [[{ cpu: {} }], null],
  [[{ cuda: { enable_cuda_graph: "0" } }], "cuda"],
  [[{ DML: {} }], "dml"],
  [["cuda"], null],
])("the provider of %j is %j", (provider_options, provider) => {
  const config = { model: { decoder: { session_options: { provider_options } } } };
  expect(loadLimits(config, null).provider).toBe(provider);
});

/** A config with this key alone. */
function withKey(path: string): unknown {
  return path.split(".").reduceRight<unknown>((value, name) => ({ [name]: value }), 1);
}
