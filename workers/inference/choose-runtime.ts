import { AppError, type ErrorCode } from "#base/errors.ts";
import { joined, message, type Wording } from "#base/message.ts";
import type { BundleFile } from "#bundle/bundle.ts";
import type { RuntimeInfo } from "#kernel/ports.ts";
import type { RuntimeChoice } from "#kernel/ports.ts";
import type { BundleReader } from "./bundle-reader.ts";
import type { Int4Decoder } from "./int4/int4-decoder.ts";
import { type ExpectedContext, loadInt4Decoder } from "./load-int4-decoder.ts";
import { ortInfo } from "./ort-web/start-ort.ts";
import { threadChoice } from "./ort-web/thread-choice.ts";

/** What runs a model: the int4 kernel, loaded; or onnxruntime-web, which the caller loads. */
export type ChosenRuntime =
  | { readonly kind: "int4"; readonly decoder: Int4Decoder; readonly info: () => RuntimeInfo }
  | { readonly kind: "onnxruntime-web"; readonly info: () => RuntimeInfo };

/** What keeps the kernel from running a model that onnxruntime-web may still run; of memory that one needs more. */
const fallbackCodes: ReadonlySet<ErrorCode> = new Set(["unsupported", "missing-dependency"]);

/**
 * Chooses what runs a decoder. "automatic" is the int4 kernel for the models that it knows, since it is faster, and
 * onnxruntime-web for all others.
 * @throws AppError "unsupported" where the kernel was chosen by hand and does not know the model; "out-of-memory", before any
 * weight is read, where the model does not fit with the context expected; errors of loading.
 */
export async function chooseRuntime(
  file: BundleFile,
  reader: BundleReader,
  choice: RuntimeChoice,
  expected: ExpectedContext,
): Promise<ChosenRuntime> {
  if (choice === "onnxruntime-web") return onnxruntimeWeb(message`It was chosen in this cell.`);
  try {
    const { decoder, simd } = await loadInt4Decoder(file, reader, threadChoice.threads, expected);
    const reason =
      choice === "int4"
        ? message`It was chosen in this cell.`
        : message`It knows this model's operations, and is faster than onnxruntime-web.`;
    return {
      kind: "int4",
      decoder,
      info: () => ({
        ...ortInfo,
        runtime: message`int4 kernel (WebAssembly, CPU)`,
        version: "",
        reason,
        simd,
        memoryBytes: decoder.memoryBytes,
        cacheBits: decoder.cacheBits,
      }),
    };
  } catch (error) {
    if (!(error instanceof AppError) || !fallbackCodes.has(error.code)) throw error;
    if (choice === "int4") {
      const remedy = message`Choose Automatic or onnxruntime-web in this cell.`;
      throw error.code === "unsupported"
        ? new AppError("unsupported", joined([error.wording, remedy], " "), { cause: error })
        : error;
    }
    return onnxruntimeWeb(error.wording);
  }
}

function onnxruntimeWeb(reason: Wording): ChosenRuntime {
  return { kind: "onnxruntime-web", info: () => ({ ...ortInfo, reason }) };
}
