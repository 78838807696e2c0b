import { describe, expect, test } from "vitest";
import { AppError } from "#base/errors.ts";
import { readOnnxModel } from "./onnx-model.ts";
import { bytesField, message, textField, varintField } from "./testing/protobuf-writer.ts";

const float32 = 1;
const int64 = 7;

const dimValue = (value: number): Uint8Array => bytesField(1, varintField(1, value));
const dimParam = (name: string): Uint8Array => bytesField(1, textField(2, name));

function valueInfo(name: string, elementType: number, ...dims: Uint8Array[]): Uint8Array {
  const tensorType = message(varintField(1, elementType), bytesField(2, message(...dims)));
  return message(textField(1, name), bytesField(2, bytesField(1, tensorType)));
}

function weights(name: string, dims: readonly number[], rawBytes: number): Uint8Array {
  return message(
    ...dims.map((dim) => varintField(1, dim)),
    varintField(2, float32),
    textField(8, name),
    bytesField(9, new Uint8Array(rawBytes)),
  );
}

function externalWeights(name: string, dims: readonly number[], entries: Record<string, string>): Uint8Array {
  return message(
    ...dims.map((dim) => varintField(1, dim)),
    varintField(2, float32),
    textField(8, name),
    ...Object.entries(entries).map(([key, value]) =>
      bytesField(13, message(textField(1, key), textField(2, value))),
    ),
    varintField(14, 1),
  );
}

const comMicrosoft = bytesField(8, message(textField(1, "com.microsoft"), varintField(2, 1)));
const opsets = message(bytesField(8, message(textField(1, ""), varintField(2, 21))), comMicrosoft);

function decoder(...initializers: Uint8Array[]): Uint8Array {
  const graph = message(
    bytesField(1, message(textField(1, "input_ids"), textField(4, "Gather"))),
    bytesField(1, message(textField(1, "x"), textField(4, "MatMulNBits"), textField(7, "com.microsoft"))),
    textField(2, "main_graph"),
    ...initializers.map((initializer) => bytesField(5, initializer)),
    bytesField(11, valueInfo("input_ids", int64, dimParam("batch_size"), dimParam("sequence_length"))),
    bytesField(
      11,
      valueInfo(
        "past_key_values.0.key",
        float32,
        dimParam("batch_size"),
        dimValue(4),
        dimParam("past"),
        dimValue(64),
      ),
    ),
    bytesField(
      12,
      valueInfo("logits", float32, dimParam("batch_size"), message(bytesField(1, message())), dimValue(2048)),
    ),
  );
  return message(varintField(1, 10), textField(2, "onnxruntime-genai"), bytesField(7, graph), opsets);
}

const blobOf = (bytes: Uint8Array): Blob => new Blob([bytes as Uint8Array<ArrayBuffer>]);

describe("readOnnxModel", () => {
  test("tells a model's inputs, outputs, operators and weights", async () => {
    expect(await readOnnxModel(blobOf(decoder(weights("w", [2, 3], 24))))).toEqual({
      irVersion: 10,
      producerName: "onnxruntime-genai",
      opsets: new Map([
        ["", 21],
        ["com.microsoft", 1],
      ]),
      inputs: [
        { name: "input_ids", elementType: "int64", dims: ["batch_size", "sequence_length"] },
        { name: "past_key_values.0.key", elementType: "float32", dims: ["batch_size", 4, "past", 64] },
      ],
      outputs: [{ name: "logits", elementType: "float32", dims: ["batch_size", null, 2048] }],
      nodeCount: 2,
      operators: new Set(["Gather", "com.microsoft:MatMulNBits"]),
      initializerCount: 1,
      initializerBytes: 24,
      externalData: [],
    });
  });

  test("tells where weights lie that are kept in another file", async () => {
    const model = decoder(
      externalWeights("a", [2, 3], { location: "model.onnx.data", offset: "0", length: "24" }),
      externalWeights("b", [4], { location: "model.onnx.data", offset: "4096" }),
    );
    expect((await readOnnxModel(blobOf(model))).externalData).toEqual([
      { tensorName: "a", location: "model.onnx.data", offset: 0, length: 24 },
      { tensorName: "b", location: "model.onnx.data", offset: 4096, length: 16 },
    ]);
  });

  test("refuses every file that is cut short", async () => {
    const model = decoder(weights("w", [2, 3], 24));
    for (let length = 0; length < model.length; length++) {
      // Without its last operator set it is a whole model too.
      if (length === model.length - comMicrosoft.length) continue;
      const read = readOnnxModel(blobOf(model.subarray(0, length)));
      await expect(read, `cut to ${length} bytes`).rejects.toMatchObject({ code: "invalid-model" });
    }
  });

  test("says how many bytes a cut file lacks", async () => {
    const model = decoder(weights("w", [256, 256], 256 * 256 * 4));
    const expectedBytes = model.length - opsets.length;
    await expect(readOnnxModel(blobOf(model.subarray(0, 1000)))).rejects.toEqual(
      new AppError(
        "invalid-model",
        `The ONNX file is cut short: expected at least ${expectedBytes} bytes, found 1000. Copy or download the file again.`,
        { details: { expectedBytes, foundBytes: 1000 } },
      ),
    );
  });

  test.each([
    [
      "a web page",
      new TextEncoder().encode("<!doctype html><html><head><title>Not found</title></head></html>"),
    ],
    [
      "a Git LFS pointer",
      new TextEncoder().encode("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"),
    ],
    ["zeros", new Uint8Array(4096)],
    ["a zip", Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0, 0, 0, 8, 0)],
  ])("refuses %s", async (_, bytes) => {
    await expect(readOnnxModel(blobOf(bytes))).rejects.toMatchObject({ code: "invalid-model" });
  });

  test("refuses weights that have another size than their shape", async () => {
    await expect(readOnnxModel(blobOf(decoder(weights("w", [2, 3], 20))))).rejects.toThrow(
      '20 bytes of weights "w" instead of 24',
    );
  });

  test.each(["../other/model.data", "/etc/passwd", "C:\\model.data"])(
    "refuses weights in %s",
    async (location) => {
      const model = decoder(externalWeights("w", [2, 3], { location, offset: "0", length: "24" }));
      await expect(readOnnxModel(blobOf(model))).rejects.toMatchObject({ code: "unsafe-path" });
    },
  );

  test("notices a byte that was overwritten in the structure", async () => {
    const model = decoder(weights("w", [2, 3], 24));
    const operator = Buffer.from(model).indexOf("Gather");
    // The length of the operator's name.
    model[operator - 1] = 200;
    await expect(readOnnxModel(blobOf(model))).rejects.toMatchObject({ code: "invalid-model" });
  });
});
