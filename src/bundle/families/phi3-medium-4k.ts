import type { PublicModel } from "./family.ts";

/** 14 billion weights: more than WebAssembly's memory holds. Its artifact is made by reference. */
export const phi3Medium4k: PublicModel = {
  kind: "model",
  name: "Phi-3 medium 4k",
  onnx: {
    repository: "microsoft/Phi-3-medium-4k-instruct-onnx-cpu",
    variant: "cpu-int4-rtn-block-32-acc-level-4",
    commit: null,
    sizeBytes: 9_285_363_032,
  },
  weights: {
    repository: "microsoft/Phi-3-medium-4k-instruct",
    commit: "ae004ae82eb6eddc32906dfacb1d6dfea8f91996",
    dtype: "bfloat16",
  },
  license: "MIT",
  runsHere: false,
  tokenizer: "SentencePiece",
  contextLength: 4096,
  features: ["blocks of 32", "40 heads of 128, 10 of keys and values"],
};
