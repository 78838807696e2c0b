import { describe, expect, test } from "vitest";
import { isSubgraph } from "./node.ts";
import { readOnnxModel } from "./onnx-model.ts";
import { dataLength, type OnnxTensor } from "./tensor.ts";
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

function indexOf(bytes: Uint8Array, part: Uint8Array): number {
  for (let start = 0; start + part.length <= bytes.length; start++) {
    if (part.every((byte, index) => bytes[start + index] === byte)) return start;
  }
  return -1;
}

describe("readOnnxModel", () => {
  test("tells a model's inputs, outputs, nodes and weights", async () => {
    const bytes = decoder(weights("w", [2, 3], 24));
    const start = indexOf(bytes, new Uint8Array(24));
    expect(await readOnnxModel(blobOf(bytes))).toEqual({
      irVersion: 10,
      opsets: new Map([
        ["", 21],
        ["com.microsoft", 1],
      ]),
      inputs: [
        { name: "input_ids", elementType: "int64", dims: ["batch_size", "sequence_length"] },
        { name: "past_key_values.0.key", elementType: "float32", dims: ["batch_size", 4, "past", 64] },
      ],
      outputs: [{ name: "logits", elementType: "float32", dims: ["batch_size", null, 2048] }],
      nodes: [
        { operator: "Gather", inputs: ["input_ids"], outputs: [], attributes: new Map() },
        { operator: "com.microsoft:MatMulNBits", inputs: ["x"], outputs: [], attributes: new Map() },
      ],
      initializers: new Map([
        ["w", { elementType: "float32", dims: [2, 3], data: { kind: "file", start, end: start + 24 } }],
      ]),
    });
  });

  test("tells where weights lie that are kept in another file", async () => {
    const model = decoder(
      externalWeights("a", [2, 3], { location: "model.onnx.data", offset: "0", length: "24" }),
      externalWeights("b", [4], { location: "model.onnx.data", offset: "4096" }),
    );
    const { initializers } = await readOnnxModel(blobOf(model));
    const external = { kind: "external", location: "model.onnx.data" };
    expect(initializers).toEqual(
      new Map([
        ["a", { elementType: "float32", dims: [2, 3], data: { ...external, offset: 0, length: 24 } }],
        ["b", { elementType: "float32", dims: [4], data: { ...external, offset: 4096, length: 16 } }],
      ]),
    );
  });

  test("reads what a node is told: numbers, texts, lists, tensors and the graphs of an If", async () => {
    const tensor = message(
      varintField(1, 2),
      varintField(2, float32),
      bytesField(9, Uint8Array.of(0, 0, 128, 63, 0, 0, 0, 64)),
    );
    const constant = message(
      textField(2, "c"),
      textField(4, "Constant"),
      bytesField(5, message(textField(1, "value"), bytesField(5, tensor))),
    );
    const branch = message(bytesField(1, constant), bytesField(12, textField(1, "c")));
    const node = message(
      textField(2, "y"),
      textField(4, "If"),
      bytesField(5, message(textField(1, "bits"), varintField(3, 4))),
      bytesField(5, message(textField(1, "scale"), Uint8Array.of(2 * 8 + 5, 0, 0, 0, 63))),
      bytesField(5, message(textField(1, "mode"), textField(4, "linear"))),
      bytesField(5, message(textField(1, "axes"), varintField(8, 0), varintField(8, 2))),
      bytesField(5, message(textField(1, "then_branch"), bytesField(6, branch))),
    );
    const graph = bytesField(7, bytesField(1, node));
    const { nodes } = await readOnnxModel(blobOf(message(varintField(1, 10), graph, opsets)));
    const value = {
      elementType: "float32",
      dims: [2],
      data: { kind: "bytes", bytes: Uint8Array.of(0, 0, 128, 63, 0, 0, 0, 64) },
    };
    expect(nodes).toEqual([
      {
        operator: "If",
        inputs: [],
        outputs: ["y"],
        attributes: new Map<string, unknown>([
          ["bits", 4],
          ["scale", 0.5],
          ["mode", "linear"],
          ["axes", [0, 2]],
          [
            "then_branch",
            {
              nodes: [
                { operator: "Constant", inputs: [], outputs: ["c"], attributes: new Map([["value", value]]) },
              ],
              outputNames: ["c"],
            },
          ],
        ]),
      },
    ]);
  });

  test("passes over the tables that an If holds, as long rope's, and reads the structure around them only", async () => {
    const rows = 40_000;
    const table = (name: string): Uint8Array =>
      message(
        textField(2, name),
        textField(4, "Constant"),
        bytesField(
          5,
          message(
            textField(1, "value"),
            bytesField(
              5,
              message(
                varintField(1, rows),
                varintField(1, 48),
                varintField(2, float32),
                bytesField(9, new Uint8Array(rows * 48 * 4)),
              ),
            ),
          ),
        ),
      );
    const branch = message(
      ...["cos", "sin"].flatMap((name) => [bytesField(1, table(name)), bytesField(12, textField(1, name))]),
    );
    const node = message(
      textField(4, "If"),
      bytesField(5, message(textField(1, "then_branch"), bytesField(6, branch))),
    );
    const graph = bytesField(7, message(bytesField(1, node), bytesField(1, textField(4, "Last"))));
    const file = blobOf(message(varintField(1, 10), graph, opsets));
    let readBytes = 0;
    const { nodes } = await readOnnxModel({
      size: file.size,
      slice: (start, end) => {
        readBytes += end - start;
        return file.slice(start, end);
      },
    });
    expect(nodes.map(({ operator }) => operator)).toEqual(["If", "Last"]);
    const then = nodes[0]?.attributes.get("then_branch");
    const values = isSubgraph(then) ? then.nodes.map(({ attributes }) => attributes.get("value")) : [];
    const tableBytes = rows * 48 * 4;
    expect(values).toEqual([
      { elementType: "float32", dims: [rows, 48], data: expect.objectContaining({ kind: "file" }) },
      { elementType: "float32", dims: [rows, 48], data: expect.objectContaining({ kind: "file" }) },
    ]);
    expect(values.map((value) => dataLength(value as OnnxTensor))).toEqual([tableBytes, tableBytes]);
    expect(file.size).toBeGreaterThan(15e6);
    expect(readBytes).toBeLessThan(200_000);
  });

  test("reads graphs in graphs, and no more than 20 levels of them", async () => {
    const nodeOf = (graph: Uint8Array): Uint8Array =>
      bytesField(
        1,
        message(
          textField(4, "If"),
          bytesField(5, message(textField(1, "then_branch"), bytesField(6, graph))),
        ),
      );
    const modelOf = (levels: number): Blob => {
      let graph = message(textField(2, "inner"));
      for (let level = 0; level < levels; level++) graph = message(nodeOf(graph));
      return blobOf(message(varintField(1, 10), bytesField(7, graph), opsets));
    };
    expect((await readOnnxModel(modelOf(20))).nodes).toHaveLength(1);
    await expect(readOnnxModel(modelOf(21))).rejects.toMatchObject({
      code: "invalid-model",
      message: expect.stringContaining("subgraphs more than 20 deep") as string,
    });
  });

  test("what it passes over has to be whole too", async () => {
    const withProperty = (property: Uint8Array): Blob => blobOf(message(decoder(), bytesField(14, property)));
    expect(
      (await readOnnxModel(withProperty(message(textField(1, "key"), textField(2, "value"))))).irVersion,
    ).toBe(10);
    await expect(readOnnxModel(withProperty(new Uint8Array([0x0a, 0x7f])))).rejects.toMatchObject({
      code: "invalid-model",
    });
  });

  test("refuses every file that is cut short", async () => {
    const model = decoder(weights("w", [2, 3], 24));
    for (let length = 0; length < model.length; length++) {
      // It is a complete model even without its last operator set.
      if (length === model.length - comMicrosoft.length) continue;
      const read = readOnnxModel(blobOf(model.subarray(0, length)));
      await expect(read, `cut to ${length} bytes`).rejects.toMatchObject({ code: "invalid-model" });
    }
  });

  test("says how many bytes a cut file lacks", async () => {
    const model = decoder(weights("w", [256, 256], 256 * 256 * 4));
    const expectedBytes = model.length - opsets.length;
    await expect(readOnnxModel(blobOf(model.subarray(0, 1000)))).rejects.toMatchObject({
      code: "invalid-model",
      message: `The ONNX file is cut short: expected at least ${expectedBytes} bytes, found 1000. Copy or download the file again.`,
      details: { expectedBytes, foundBytes: 1000 },
    });
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

  test.each([
    ["float_data of three bytes", 4, Uint8Array.of(1, 2, 3)],
    ["double_data of four bytes", 10, Uint8Array.of(1, 2, 3, 4)],
    ["int64_data whose last number does not end", 7, Uint8Array.of(1, 0x81)],
  ])("refuses %s", async (_, fieldNumber, bytes) => {
    const model = decoder(message(varintField(1, 1), textField(8, "w"), bytesField(fieldNumber, bytes)));
    await expect(readOnnxModel(blobOf(model))).rejects.toThrow("found a list of numbers that is cut short");
  });

  test("notices a byte that was overwritten in the structure", async () => {
    const model = decoder(weights("w", [2, 3], 24));
    const operator = Buffer.from(model).indexOf("Gather");
    // The length of the operator's name.
    model[operator - 1] = 200;
    await expect(readOnnxModel(blobOf(model))).rejects.toMatchObject({ code: "invalid-model" });
  });
});
