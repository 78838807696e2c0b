import type { PublicModel } from "./family.ts";

export const phi4Mini: PublicModel = {
  kind: "model",
  name: "Phi-4 mini",
  onnx: {
    repository: "microsoft/Phi-4-mini-instruct-onnx",
    variant: "cpu_and_mobile/cpu-int4-rtn-block-32-acc-level-4",
    commit: null,
    sizeBytes: 4_930_563_630,
  },
  weights: {
    repository: "microsoft/Phi-4-mini-instruct",
    commit: "cfbefacb99257ffa30c83adab238a50856ac3083",
    dtype: "bfloat16",
  },
  license: "MIT",
  runsHere: true,
  tokenizer: "byte-level BPE",
  contextLength: 131072,
  features: [
    "blocks of 32",
    "24 heads of 128, 8 of keys and values",
    "long rope",
    "partial rotary embedding",
  ],
};
