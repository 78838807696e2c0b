import { message } from "#base/message.ts";
import type { Profile } from "./profile.ts";

export const mid2024: Profile = {
  name: message`Mid-2024, as in the write-up`,
  label: message`Mid-2024, as in the write-up: MLflow 2.14, transformers 4.41, onnxruntime-genai 0.2`,
  python: "3.11.9",
  nameArgument: "artifact_path",
  generateApi: "input_ids",
  hasChatTemplate: false,
  picklesLoaded: false,
  olderGenai: "0.2",
  packages: {
    accelerate: "0.31.0",
    cloudpickle: "3.0.0",
    mlflow: "2.14.1",
    numpy: "1.26.4",
    "onnxruntime-genai": "0.2.0",
    torch: "2.3.1",
    torchvision: "0.18.1",
    transformers: "4.41.2",
  },
  hasTypeHints: false,
  hasModelIds: false,
  // The write-up's own, which its code needs.
  pyfunc: { fromCode: false, requirements: ["torch", "onnxruntime_genai", "numpy"] },
  lacks: {
    chat: message`This page has it from MLflow 2.22 on.`,
    responses: message`This page has it for MLflow 3 only.`,
  },
  imported: { transformers: ["accelerate", "torch", "torchvision", "transformers"], pyfunc: ["cloudpickle"] },
  decodesAnswerAlone: false,
  chatSignature: "text",
  scoringServer: { kind: "flask", packages: ["gunicorn"], note: null },
  environmentManager: "virtualenv",
};
