/** The texts of config.json and genai_config.json in Phi-3 mini 4k's CPU folder (microsoft/Phi-3-mini-4k-instruct-onnx). */
export const phi3Mini4kConfig: Readonly<Record<"config.json" | "genai_config.json", string>>;
