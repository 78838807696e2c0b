import { parseGenaiConfig } from "#genai/config.ts";
import { pageKernelHost } from "#workers/inference/int4/page-kernel-host.ts";
import { loadInt4Decoder } from "#workers/inference/load-int4-decoder.ts";
import { DecoderEngine } from "./decoder-engine.ts";

/** This product's int4 kernel. */
export const engine = new DecoderEngine(async (reader, threads) => {
  const config = parseGenaiConfig(await reader.bytes(reader.find("genai_config.json")));
  const { decoder } = await loadInt4Decoder(
    reader.find(config.model.decoder.filename),
    reader,
    { ...pageKernelHost, machine: { ...pageKernelHost.machine, threads } },
    null,
  );
  return decoder;
});
