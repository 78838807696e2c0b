import type { PublicModel } from "./family.ts";

export const phi35Mini: PublicModel = {
  kind: "model",
  name: "Phi-3.5 mini",
  onnx: {
    repository: "microsoft/Phi-3.5-mini-instruct-onnx",
    variant: "cpu_and_mobile/cpu-int4-awq-block-128-acc-level-4",
    commit: "aded733f0b665ac2e21ffd8a008f82eb4278a134",
    sizeBytes: 2_780_000_000,
  },
  weights: {
    repository: "microsoft/Phi-3.5-mini-instruct",
    commit: "2fe192450127e6a83f7441aef6e3ca586c338b77",
    dtype: "bfloat16",
  },
  license: "MIT",
  runsHere: true,
  tokenizer: "SentencePiece",
  contextLength: 131072,
  features: ["blocks of 128 (AWQ)", "32 heads of 96", "long rope"],
};
