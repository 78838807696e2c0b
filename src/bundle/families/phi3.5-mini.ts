import type { ModelFamily } from "./family.ts";

export const phi35Mini: ModelFamily = {
  name: "Phi-3.5 mini, CPU int4",
  onnx: {
    repository: "microsoft/Phi-3.5-mini-instruct-onnx",
    variant: "cpu_and_mobile/cpu-int4-awq-block-128-acc-level-4",
  },
  weights: {
    repository: "microsoft/Phi-3.5-mini-instruct",
    commit: "2fe192450127e6a83f7441aef6e3ca586c338b77",
    dtype: "bfloat16",
  },
  tokenizer: "SentencePiece",
  contextLength: 131072,
  features: ["blocks of 128 (AWQ)", "32 heads of 96", "long rope"],
};
