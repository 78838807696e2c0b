import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type { DecoderConfig } from "./decoder-config.ts";

/** Native loads the library, and fails if it cannot (CreateSessionOptionsFromConfig, onnxruntime-genai, src/models/model.cpp, 0.18). */
export function operatorLibraryFault({ customOpsLibrary }: DecoderConfig): AppError | null {
  if (customOpsLibrary === null) return null;
  return new AppError(
    "unsupported",
    message`genai_config.json loads operators from ${customOpsLibrary} (custom_ops_library). That is native code, which a web page cannot run. Use an export without custom_ops_library.`,
    { details: { library: customOpsLibrary } },
  );
}
