import { message } from "#base/message.ts";
import { loadInt4Decoder } from "../load-int4-decoder.ts";
import type { Runtime } from "../runtime.ts";
import type { KernelHost } from "./kernel-host.ts";

/** Our own kernel, for the graphs that it knows. */
export function int4Runtime(host: KernelHost): Runtime {
  return {
    whyFirst: message`It knows this model's operations, and is faster than onnxruntime-web.`,
    async load({ file, reader, expected, told }) {
      const { decoder, simd } = await loadInt4Decoder(file, reader, host, expected, told);
      return {
        info: () => ({
          ...host.machine,
          id: "int4",
          runtime: message`int4 kernel (WebAssembly, CPU)`,
          version: "",
          simd,
          memoryBytes: decoder.memoryBytes,
          cacheBits: decoder.cacheBits,
        }),
        decoder: async () => decoder,
        session: async (over) => over(decoder),
      };
    },
  };
}
