import { ARTIFACTS_KEY } from "#wrapper/read-code.ts";

/** The key by which a class reads the model's folder. */
export function artifactsKeyIn(code: string): string {
  return ARTIFACTS_KEY.exec(code)?.[2] ?? "phi3-mini-onnx";
}
