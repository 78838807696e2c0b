const KEY = /\bartifacts\[["']([^"'\n]+)["']\]/;

/** The key by which a class reads the model's folder. */
export function artifactsKeyIn(code: string): string {
  return KEY.exec(code)?.[1] ?? "phi3-mini-onnx";
}
