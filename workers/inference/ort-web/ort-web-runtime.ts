import { message } from "#base/message.ts";
import type { GenaiConfig } from "#genai/config.ts";
import type { Decoder } from "#genai/decoder-session.ts";
import { checkMemoryFit } from "#genai/memory-fit.ts";
import { loadOnnx } from "../load-onnx.ts";
import type { DecoderToLoad, Runtime } from "../runtime.ts";
import { OrtPipelineSession } from "./ort-pipeline-session.ts";
import { OrtSession } from "./ort-session.ts";
import { OrtWebDecoder } from "./ort-web-decoder.ts";
import type { PipelineSession } from "./pipeline-session.ts";
import { ortInfo, ortRuntime } from "./start-ort.ts";

/** onnxruntime-web, for every ONNX decoder. */
export const ortWebRuntime: Runtime = {
  whyFirst: message`No other runtime knows this model's operations.`,
  load: async (model) => ({
    info: ortInfo,
    decoder: (config) => loadDecoder(model, config),
    session: () => loadSession(model),
  }),
};

async function loadDecoder(
  { file, reader, expected: { tokens, contextLength } }: DecoderToLoad,
  config: GenaiConfig,
): Promise<Decoder> {
  const files = await loadOnnx(file, reader, (weightsBytes) => {
    const { numHiddenLayers, numKeyValueHeads, headSize } = config.model.decoder;
    const cacheBytes = (count: number): number =>
      4 * 2 * numHiddenLayers * numKeyValueHeads * headSize * count;
    checkMemoryFit({ weightsBytes, cacheBytes }, Math.min(tokens, contextLength), {
      contextLength,
      runtime: "onnxruntime-web",
    });
  });
  reader.say(message`Loading the weights into ONNX Runtime`);
  return OrtWebDecoder.load(await ortRuntime(), files, config.model);
}

async function loadSession({ file, reader }: DecoderToLoad): Promise<PipelineSession> {
  const onnx = await loadOnnx(file, reader);
  reader.say(message`Loading the weights into ONNX Runtime`);
  const runtime = await ortRuntime();
  return new OrtPipelineSession(runtime, await OrtSession.create(runtime, onnx.model, onnx.externalData));
}
