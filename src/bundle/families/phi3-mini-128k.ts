import type { PublicModel } from "./family.ts";

export const phi3Mini128k: PublicModel = {
  kind: "model",
  name: "Phi-3 mini 128k",
  onnx: {
    repository: "microsoft/Phi-3-mini-128k-instruct-onnx",
    variant: "cpu_and_mobile/cpu-int4-rtn-block-32-acc-level-4",
    commit: null,
    sizeBytes: 2_780_000_000,
  },
  weights: {
    repository: "microsoft/Phi-3-mini-128k-instruct",
    commit: "072cb7562cb8c4adf682a8e186aaafa49469eb5d",
    dtype: "bfloat16",
  },
  license: "MIT",
  runsHere: true,
  tokenizer: "SentencePiece",
  contextLength: 131072,
  features: ["blocks of 32", "32 heads of 96", "long rope"],
};
