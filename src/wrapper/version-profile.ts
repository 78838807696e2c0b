/** What a wrapper is written for: the versions of the libraries and of Python. */
import { own } from "#base/own.ts";
import { message, type Message } from "#base/message.ts";
import type { VersionProfile } from "./wrapper.ts";

export interface ProfileVersions {
  readonly label: Message;
  readonly python: string;
  /** What log_model calls the artifact's name: `name` in MLflow 3. */
  readonly nameArgument: "name" | "artifact_path";
  /**
   * How a prompt gets to onnxruntime-genai: by Generator.append_tokens from 0.6 on, before it as params.input_ids of
   * Model.generate.
   */
  readonly generateApi: "append_tokens" | "input_ids";
  /** Whether save_model pickles the object after it has loaded its context: MLflow 2.22 alone (mlflow/pyfunc/__init__.py). */
  readonly picklesLoaded: boolean;
  /** Package name, normalised as PyPI does -> version. */
  readonly packages: Readonly<Record<string, string>>;
}

export const PROFILES: Readonly<Record<VersionProfile, ProfileVersions>> = {
  current: {
    label: message`Today: MLflow 3.17, transformers 5, onnxruntime-genai 0.18`,
    python: "3.11.9",
    nameArgument: "name",
    generateApi: "append_tokens",
    picklesLoaded: false,
    packages: {
      cloudpickle: "3.1.2",
      mlflow: "3.17.2",
      numpy: "2.4.6",
      "onnxruntime-genai": "0.18.0",
      torch: "2.15.0",
      torchvision: "0.29.2",
      transformers: "5.23.0",
    },
  },
  "mid-2025": {
    label: message`The last MLflow 2: MLflow 2.22, transformers 4.51, onnxruntime-genai 0.7`,
    python: "3.11.9",
    nameArgument: "artifact_path",
    generateApi: "append_tokens",
    picklesLoaded: true,
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
  },
  "mid-2024": {
    label: message`Mid-2024, as in the write-up: MLflow 2.14, transformers 4.41, onnxruntime-genai 0.2`,
    python: "3.11.9",
    nameArgument: "artifact_path",
    generateApi: "input_ids",
    picklesLoaded: false,
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
  },
};

/** PyPI's rule for names that are the same: lower case, and "-" for any run of "-", "_" and ".". */
export function normalizePackage(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, "-");
}

/** The requirement with the profile's version, where it names a known package and no version of its own. */
export function pinRequirement(requirement: string, profile: VersionProfile): string {
  const name = normalizePackage(requirement.trim());
  const version = own(PROFILES[profile].packages, name);
  return version === undefined ? requirement.trim() : `${name}==${version}`;
}
