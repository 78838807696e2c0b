import { message } from "#base/message.ts";
import type { Profile } from "./profile.ts";

export const mid2025: Profile = {
  name: message`Mid-2025, the last MLflow 2`,
  label: message`The last MLflow 2: MLflow 2.22, transformers 4.51, onnxruntime-genai 0.7`,
  python: "3.11.9",
  nameArgument: "artifact_path",
  generateApi: "append_tokens",
  hasChatTemplate: false,
  picklesLoaded: true,
  olderGenai: "0.7",
  packages: {
    accelerate: "1.6.0",
    cloudpickle: "3.1.1",
    mlflow: "2.22.0",
    numpy: "2.2.5",
    "onnxruntime-genai": "0.7.0",
    torch: "2.7.0",
    torchvision: "0.22.0",
    transformers: "4.51.3",
  },
  hasTypeHints: true,
  hasModelIds: false,
  pyfunc: { fromCode: false, requirements: ["onnxruntime-genai", "numpy"] },
  lacks: { responses: message`This page has it for MLflow 3 only.` },
  imported: { transformers: ["accelerate", "torch", "torchvision", "transformers"], pyfunc: ["cloudpickle"] },
  decodesAnswerAlone: false,
  chatSignature: "tool calls",
  scoringServer: {
    kind: "fastapi",
    // MLflow 2.22 takes any Starlette, and decorates with `route`, which Starlette 1 took away.
    packages: ["starlette<1"],
    note: "MLflow 2.22's server does not run with Starlette 1, and that command installs what the model's requirements.txt names and no more: add `starlette<1` to the wrapper's extra pip requirements first.",
  },
  environmentManager: "uv",
};
