import { expect, it, test } from "vitest";
import { english } from "#base/message.ts";
import type { BundleFile } from "./bundle.ts";
import { safetensorsFault } from "./weight-faults.ts";

/** @param dataBytes how many bytes of numbers follow the header. */
function safetensors(header: unknown, dataBytes: number): BundleFile {
  const text = new TextEncoder().encode(JSON.stringify(header));
  const length = new DataView(new ArrayBuffer(8));
  length.setBigUint64(0, BigInt(text.length), true);
  const blob = new Blob([length, text, new Uint8Array(dataBytes)]);
  return { path: "model.safetensors", sizeBytes: blob.size, source: { kind: "blob", blob } };
}

async function faultOf(header: unknown, dataBytes: number): Promise<string | null> {
  const fault = await safetensorsFault(safetensors(header, dataBytes), { kind: "embedded" });
  return fault === null ? null : english(fault);
}

it("takes what safetensors takes: tensors of any type, one behind the other, in any order", async () => {
  const header = {
    __metadata__: { format: "pt" },
    b: { dtype: "BF16", shape: [2, 3], data_offsets: [8, 20] },
    a: { dtype: "F32", shape: [2], data_offsets: [0, 8] },
    scalar: { dtype: "U8", shape: [], data_offsets: [20, 21] },
  };
  expect(await faultOf(header, 21)).toBe(null);
});

test.each([
  ["no shape", { a: { dtype: "F32", data_offsets: [0, 8] } }],
  ["no type", { a: { shape: [2], data_offsets: [0, 8] } }],
  ["a type that is none", { a: { dtype: "F33", shape: [2], data_offsets: [0, 8] } }],
  ["a shape beyond 64 bits", { a: { dtype: "F32", shape: [2 ** 32, 2 ** 32, 0], data_offsets: [0, 0] } }],
  ["a shape of another size", { a: { dtype: "F32", shape: [3], data_offsets: [0, 8] } }],
  [
    "a gap",
    {
      a: { dtype: "U8", shape: [4], data_offsets: [0, 4] },
      b: { dtype: "U8", shape: [3], data_offsets: [5, 8] },
    },
  ],
  [
    "tensors that overlap",
    {
      a: { dtype: "U8", shape: [5], data_offsets: [0, 5] },
      b: { dtype: "U8", shape: [4], data_offsets: [4, 8] },
    },
  ],
  [
    "metadata that is not text",
    { __metadata__: { a: 1 }, a: { dtype: "F32", shape: [2], data_offsets: [0, 8] } },
  ],
])("refuses a header with %s, as safetensors does", async (_, header) => {
  expect(await faultOf(header, 8)).toBe(
    "model.safetensors is not a safetensors file: its header lists no tensors. Copy or download it again.",
  );
});
