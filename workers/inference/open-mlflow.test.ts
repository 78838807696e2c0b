import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { english } from "#base/message.ts";
import { bundleOfFiles } from "#bundle/bundle-of-files.ts";
import type { ModelBundle } from "#bundle/bundle.ts";
import { inspectBundle } from "#bundle/inspect.ts";
import { openZip } from "#bundle/open-zip.ts";
import { parseGenaiConfig } from "#genai/config.ts";
import { generateText } from "#genai/generate-text.ts";
import { recogniseDecoder } from "#int4/recognise-decoder.ts";
import { buildArtifact } from "#mlflow/build-artifact.ts";
import { openModel } from "#mlflow/open/open-model.ts";
import { readOnnxModel } from "#onnx/onnx-model.ts";
import { Tokenizer } from "#tokenizer/tokenizer.ts";
import { defaultWrapper } from "#wrapper/defaults.ts";
import { generateCode } from "#wrapper/generate-code.ts";
import type { PyfuncWrapper } from "#wrapper/wrapper.ts";
import { zipArtifact } from "../artifact/zip-artifact.ts";
import { BundleReader } from "./bundle-reader.ts";
import { Int4Decoder } from "./int4/int4-decoder.ts";
import { compileKernel } from "./int4/kernel-module.ts";
import { blobFile } from "./int4/tensor-reader.ts";

const { resolve } = createRequire(import.meta.url);
const FILES = ["genai_config.json", "onnx/model_q4.onnx", "tokenizer.json", "tokenizer_config.json"];

async function demo(): Promise<ModelBundle> {
  const files = FILES.map(async (path) => {
    const bytes = new Uint8Array(await readFile(resolve(`../../public/models/phi3-demo/${path}`)));
    return { path, blob: new Blob([bytes]) };
  });
  return bundleOfFiles(await Promise.all(files), { kind: "folder", folderName: "phi3-demo" });
}

/** Answers as the worker does, with one thread of the int4 kernel. */
async function answer(bundle: ModelBundle, wrapper: PyfuncWrapper): Promise<readonly number[]> {
  const reader = new BundleReader(bundle, () => undefined, new AbortController().signal);
  const config = parseGenaiConfig(await reader.bytes(reader.find("genai_config.json")));
  const tokenizer = Tokenizer.fromFiles({
    "tokenizer.json": await reader.text("tokenizer.json"),
    "tokenizer_config.json": await reader.text("tokenizer_config.json"),
    "chat_template.jinja": undefined,
  });
  const blob = new Blob([await reader.bytes(reader.find(config.model.decoder.filename))]);
  const recognition = recogniseDecoder(await readOnnxModel(blob));
  if ("reason" in recognition) throw new Error(english(recognition.reason));
  const bytes = new Uint8Array(await readFile(resolve("../../int4/build/plain.wasm")));
  const kernel = await compileKernel(
    (name) => Promise.resolve(name === "plain" ? bytes : new Uint8Array()),
    false,
  );
  const files = { model: blobFile(blob), external: new Map() };
  const startHelper = () => {
    throw new Error("One thread has no helpers.");
  };
  const decoder = await Int4Decoder.load(recognition.graph, files, { kernel, threads: 1, startHelper });
  const prompt = "<|user|>What is the capital of Spain?<|end|><|assistant|>";
  const { text, tokenIds } = await generateText(
    { config, tokenizer, decoder },
    { prompt, searchOptions: wrapper.searchOptions },
  );
  await decoder.dispose();
  expect(text).toContain("Madrid");
  return tokenIds;
}

test("what the page wrote and zipped opens again, and answers token for token the same", async () => {
  const bundle = await demo();
  const wrapper: PyfuncWrapper = {
    ...(defaultWrapper("pyfunc") as PyfuncWrapper),
    searchOptions: { max_length: 60 },
  };
  const artifact = await buildArtifact({
    wrapper,
    code: generateCode(wrapper),
    bundle,
    report: await inspectBundle(bundle),
    now: new Date(0),
    newUuid: () => "0".repeat(32),
  });
  const zip = await zipArtifact(artifact);
  const opened = await openModel(await openZip(new File([zip], "phi3_mlflow_model.zip")));
  expect(opened.wrapper?.form).toMatchObject({ option: "pyfunc", searchOptions: { max_length: 60 } });
  expect(await answer(opened.bundle, opened.wrapper?.form as PyfuncWrapper)).toEqual(
    await answer(bundle, wrapper),
  );
});
