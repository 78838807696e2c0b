import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { bytesField } from "#onnx/testing/protobuf-writer.ts";
import { inspectPlan } from "./inspect-plan.ts";
import { createPlan } from "./plan.ts";
import { FileServer, serverUrl } from "./testing/file-server.ts";

const fixture = new URL("../../../tools/peers/fixtures/int4/int8-head/model.onnx", import.meta.url);
const genai = {
  model: {
    type: "phi3",
    context_length: 1024,
    vocab_size: 512,
    eos_token_id: 2,
    decoder: { filename: "model.onnx", head_size: 16 },
  },
  search: {},
};

test("a graph of many megabytes is judged from its structure, with the hub's token, and what was fetched is told", async () => {
  // ModelProto.doc_string, in place of tables of 20 MB.
  const graph = Buffer.concat([await readFile(fixture), bytesField(6, new Uint8Array(20 << 20))]);
  const files: Record<string, Uint8Array<ArrayBuffer>> = {
    "genai_config.json": new TextEncoder().encode(JSON.stringify(genai)),
    "model.onnx": new Uint8Array(graph),
    "model.onnx.data": new Uint8Array(10),
    "tokenizer.json": new Uint8Array(10),
    "tokenizer_config.json": new TextEncoder().encode('{"tokenizer_class":"LlamaTokenizer"}'),
  };
  const server = new FileServer();
  server.chunkBytes = 1 << 20;
  for (const [path, bytes] of Object.entries(files)) server.files.set(path, bytes);
  const plan = await createPlan({
    name: "test",
    origin: { kind: "manifest", url: serverUrl },
    files: Object.entries(files).map(([path, { length }]) => ({
      path,
      sizeBytes: length,
      url: `${serverUrl}/${path}`,
      digest: null,
      pieceBytes: 65_536,
      pieceSha256: null,
    })),
  });
  let fetchedBytes = 0;
  const report = await inspectPlan(plan, {
    fetch: server.fetch,
    signal: new AbortController().signal,
    token: "hf_token",
    machine: { threads: 2, activationBytes: 2 },
    onFetchedBytes: (bytes) => (fetchedBytes += bytes),
  });
  expect(report?.runtime).toMatchObject({ kind: "int4", fittingTokens: 1024 });
  expect(report?.pyfunc).toEqual({ runs: { ready: true }, packs: { ready: true } });
  expect(new Set(server.requests.map(({ headers }) => headers.get("Authorization")))).toEqual(
    new Set(["Bearer hf_token"]),
  );
  expect(new Set(server.requests.map(({ path }) => path))).toEqual(
    new Set(["genai_config.json", "model.onnx", "tokenizer_config.json"]),
  );
  expect(fetchedBytes).toBeGreaterThan(1000);
  expect(fetchedBytes).toBeLessThan(400_000);
});
