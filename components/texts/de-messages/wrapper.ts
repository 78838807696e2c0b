import type { Catalog } from "#base/message.ts";

export const wrapper: Catalog = {
  // Version profiles
  "Today: MLflow 3.17, transformers 5, onnxruntime-genai 0.18":
    "Heute: MLflow 3.17, transformers 5, onnxruntime-genai 0.18",
  "The last MLflow 2: MLflow 2.22, transformers 4.51, onnxruntime-genai 0.7":
    "Das letzte MLflow 2: MLflow 2.22, transformers 4.51, onnxruntime-genai 0.7",
  "Mid-2024, as in the write-up: MLflow 2.14, transformers 4.41, onnxruntime-genai 0.2":
    "Mitte 2024, wie im Artikel: MLflow 2.14, transformers 4.41, onnxruntime-genai 0.2",
};
