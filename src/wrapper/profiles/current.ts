import { message } from "#base/message.ts";
import type { Profile } from "./profile.ts";

export const current: Profile = {
  name: message`Today's libraries`,
  label: message`Today: MLflow 3.17, transformers 5, onnxruntime-genai 0.18`,
  python: "3.11.9",
  nameArgument: "name",
  generateApi: "append_tokens",
  hasChatTemplate: true,
  picklesLoaded: false,
  olderGenai: null,
  packages: {
    cloudpickle: "3.1.2",
    mlflow: "3.17.2",
    numpy: "2.4.6",
    "onnxruntime-genai": "0.18.0",
    torch: "2.15.0",
    torchvision: "0.29.2",
    transformers: "5.23.0",
  },
  hasTypeHints: true,
  hasModelIds: true,
  pyfunc: { fromCode: true, requirements: ["onnxruntime-genai", "numpy"] },
  lacks: {},
  imported: { transformers: ["torch", "torchvision", "transformers"], pyfunc: ["cloudpickle"] },
  decodesAnswerAlone: true,
  chatSignature: "tool calls",
  scoringServer: { kind: "fastapi", packages: [], note: null },
  environmentManager: "uv",
};
