import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type { BundleFile } from "#bundle/bundle.ts";
import type { ModelConfig } from "#genai/config.ts";
import { graphMisfit } from "#genai/graph-misfit.ts";
import { checkMemoryFit } from "#genai/memory-fit.ts";
import { judgeKernel } from "#int4/kernel-verdict.ts";
import { namesInUse } from "#onnx/names-in-use.ts";
import { readOnnxModel } from "#onnx/onnx-model.ts";
import type { BundleReader } from "./bundle-reader.ts";
import type { ExpectedContext } from "./expected-context.ts";
import { Int4Decoder } from "./int4/int4-decoder.ts";
import { activationBytes, type SimdLevel } from "./int4/kernel-module.ts";
import type { KernelHost } from "./int4/kernel-host.ts";
import { onnxBlob, openTensorFiles } from "./tensor-files.ts";

/**
 * Loads a decoder onto the int4 kernel.
 * @param expected refuses a model that would not fit with that context, before any weight is read; null: loads what it can.
 * @param told refuses a graph that it does not fit; none for option 1, which has no genai_config.json.
 * @throws AppError "unsupported" with the reason if the kernel does not know the model or the browser lacks something; "invalid-bundle",
 * "invalid-model", "out-of-memory", "network", "aborted".
 */
export async function loadInt4Decoder(
  file: BundleFile,
  reader: BundleReader,
  host: KernelHost,
  expected: ExpectedContext | null,
  told?: ModelConfig,
): Promise<{ readonly decoder: Int4Decoder; readonly simd: SimdLevel }> {
  const blob = await onnxBlob(file, reader);
  reader.say(message`Checking ${file.path}`);
  const model = await readOnnxModel(blob);
  const { threads } = host.machine;
  const kernel = await host.loadKernel(threads > 1);
  const machine = { threads, activationBytes: activationBytes(kernel.simd) };
  const verdict = judgeKernel(model, expected?.contextLength ?? 0, machine);
  if (!verdict.runs) {
    throw new AppError("unsupported", message`The int4 kernel does not know ${verdict.reason}.`, {
      details: { path: file.path },
    });
  }
  const { headSize } = verdict.graph;
  const misfit = told && graphMisfit({ ...model, namesInUse: namesInUse(model.nodes), headSize }, told);
  if (misfit) throw misfit;
  if (expected !== null) {
    checkMemoryFit(verdict.needs, Math.min(expected.tokens, expected.contextLength), {
      contextLength: expected.contextLength,
      runtime: message`the int4 kernel`,
    });
  }
  reader.say(message`Reading the weights`);
  const files = await openTensorFiles(file, blob, model, reader);
  try {
    const { startHelper, watchDuring = (work) => work() } = host;
    const decoder = await watchDuring(() =>
      Int4Decoder.load(verdict.graph, files, { kernel, threads, startHelper }),
    );
    return { decoder, simd: kernel.simd };
  } finally {
    files.close();
  }
}
