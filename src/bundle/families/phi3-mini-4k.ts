import type { PublicModel, PublishedFile } from "./family.ts";

const onnx = "phi3-mini-4k-instruct-cpu-int4-rtn-block-32-acc-level-4.onnx";

export const phi3Mini4k: PublicModel = {
  kind: "model",
  name: "Phi-3 mini 4k",
  onnx: {
    repository: "microsoft/Phi-3-mini-4k-instruct-onnx",
    variant: "cpu_and_mobile/cpu-int4-rtn-block-32-acc-level-4",
    commit: "5f5f794c1c23c9d5ee142af85df02a6cc52d6945",
    sizeBytes: 2_725_536_824,
    files: [
      published("added_tokens.json", 306, "f8e5a880c6c563a126d9efacb654e105fc4b66f21e5a540f04436e9487a955fb"),
      published("config.json", 919, "132bb3dca45e641008dce2ba8bbbf3fd877cf8b76a7c18919e0bae1ef13a20ce"),
      published(
        "genai_config.json",
        1576,
        "d5ec04466a3d080de412409bf762219628f375314cfff303976733364baec5a2",
      ),
      published(onnx, 231_335, "385cd1b908a0d2f8634e86d30236f6dbb7ae660eb3943fd1ef5bdc3847326480"),
      published(
        `${onnx}.data`,
        2_722_861_056,
        "5db30ce699aee1123cf9045742488db5928006fa618a42cb3c0840322a85ad0f",
      ),
      published(
        "special_tokens_map.json",
        599,
        "810adc6e6c6ef2f56c285ef930d243358a3a9f05e36a01c5a10bafc6fac4609b",
      ),
      published(
        "tokenizer.json",
        1_937_869,
        "072ab882d6c7192a42f78790945d16c064691321a73251a4b18f6a380f0fbe39",
      ),
      published(
        "tokenizer.model",
        499_723,
        "9e556afd44213b6bd1be2b850ebbbd98f5481437a8021afaf58ee7fb1818d347",
      ),
      published(
        "tokenizer_config.json",
        3441,
        "32f66c2bab499baaa8341819ad9a13342f957501ce1e989bcb90853a01336cc0",
      ),
    ],
  },
  weights: {
    repository: "microsoft/Phi-3-mini-4k-instruct",
    commit: "0a67737cc96d2554230f90338b163bc6380a2a85",
    dtype: "bfloat16",
  },
  license: "MIT",
  runsHere: true,
  tokenizer: "SentencePiece",
  contextLength: 4096,
  features: ["blocks of 32", "32 heads of 96"],
};

function published(path: string, sizeBytes: number, sha256: string): PublishedFile {
  return { path, sizeBytes, sha256 };
}
