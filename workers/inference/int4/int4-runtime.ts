import { message } from "#base/message.ts";
import { loadInt4Decoder } from "../load-int4-decoder.ts";
import { ortInfo } from "../ort-web/start-ort.ts";
import { threadChoice } from "../ort-web/thread-choice.ts";
import type { Runtime } from "../runtimes.ts";
import { DecoderPipelineSession } from "../transformers/decoder-pipeline-session.ts";

/** The page's own kernel, for the graphs that it knows. */
export const int4Runtime: Runtime = {
  whyFirst: message`It knows this model's operations, and is faster than onnxruntime-web.`,
  async load({ file, reader, expected }) {
    const { decoder, simd } = await loadInt4Decoder(file, reader, threadChoice.threads, expected);
    return {
      info: () => ({
        ...ortInfo,
        id: "int4",
        runtime: message`int4 kernel (WebAssembly, CPU)`,
        version: "",
        simd,
        memoryBytes: decoder.memoryBytes,
        cacheBits: decoder.cacheBits,
      }),
      decoder: async () => decoder,
      session: async () => new DecoderPipelineSession(decoder, expected.contextLength),
    };
  },
};
