import type { ModelFamily } from "./family.ts";

export const phi3Mini128k: ModelFamily = {
  name: "Phi-3 mini 128k, CPU int4",
  onnx: {
    repository: "microsoft/Phi-3-mini-128k-instruct-onnx",
    variant: "cpu_and_mobile/cpu-int4-rtn-block-32-acc-level-4",
  },
  weights: { repository: "microsoft/Phi-3-mini-128k-instruct", commit: null, dtype: "bfloat16" },
  tokenizer: "SentencePiece",
  contextLength: 131072,
  features: ["blocks of 32", "32 heads of 96", "long rope"],
};
