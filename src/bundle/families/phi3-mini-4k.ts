import type { ModelFamily } from "./family.ts";

export const phi3Mini4k: ModelFamily = {
  name: "Phi-3 mini 4k, CPU int4",
  onnx: {
    repository: "microsoft/Phi-3-mini-4k-instruct-onnx",
    variant: "cpu_and_mobile/cpu-int4-rtn-block-32-acc-level-4",
  },
  weights: {
    repository: "microsoft/Phi-3-mini-4k-instruct",
    commit: "0a67737cc96d2554230f90338b163bc6380a2a85",
    dtype: "bfloat16",
  },
  tokenizer: "SentencePiece",
  contextLength: 4096,
  features: ["blocks of 32", "32 heads of 96"],
};
