/** Reads an MLmodel file of any MLflow, 1.x to 3.x (mlflow/models/model.py). Keeps what it does not know. */
import { isRecord } from "#base/record.ts";
import { stringify } from "yaml";
import { AppError } from "#base/errors.ts";
import { message, type Wording } from "#base/message.ts";
import { MAX_YAML_CHARACTERS, readYaml } from "#base/read-yaml.ts";
import { parseSignature } from "../parse-signature.ts";
import type { Signature } from "../signature.ts";

export type YamlRecord = Readonly<Record<string, unknown>>;

export interface OpenedMlmodel {
  /** "3.17.2"; null in files of early versions. */
  readonly mlflowVersion: string | null;
  /** By name: python_function, transformers, onnx, … each with all its fields. */
  readonly flavors: Readonly<Record<string, YamlRecord>>;
  readonly signature: Signature | null;
  /** Why the signature could not be read; null if there is none, or it was read. */
  readonly signatureFault: Wording | null;
  readonly metadata: YamlRecord;
  /** The flavors, as YAML. */
  readonly flavorTexts: readonly NamedText[];
  /** null if there is no metadata. */
  readonly metadataText: string | null;
  /** Every other field, known or not, in the file's order; values as YAML. */
  readonly fields: readonly NamedText[];
}

interface NamedText {
  readonly name: string;
  readonly value: string;
}

/** An MLmodel has a few kilobytes; a large one holds a schema of many columns. */
export const MAX_MLMODEL_BYTES = MAX_YAML_CHARACTERS;

/** @throws AppError "invalid-config" if it is not YAML, or has no flavors; "over-limit". */
export function readMlmodel(text: string): OpenedMlmodel {
  const root = asRecord(readYaml(text, "MLmodel"));
  const flavors = asRecord(root?.["flavors"]);
  if (!root || !flavors) {
    throw new AppError(
      "invalid-config",
      message`MLmodel should be YAML with a map of flavors; it has none. The file is not MLflow's, or it is damaged.`,
    );
  }
  const { flavors: _flavors, signature, metadata, mlflow_version: version, ...others } = root;
  return {
    mlflowVersion: typeof version === "string" || typeof version === "number" ? String(version) : null,
    flavors: Object.fromEntries(
      Object.entries(flavors).map(([name, flavor]) => [name, asRecord(flavor) ?? {}]),
    ),
    ...readSignature(signature),
    metadata: asRecord(metadata) ?? {},
    flavorTexts: textsOf(flavors),
    metadataText: asRecord(metadata) ? yamlText(metadata) : null,
    fields: textsOf(others),
  };
}

function textsOf(record: YamlRecord): NamedText[] {
  return Object.entries(record).map(([name, value]) => ({ name, value: yamlText(value) }));
}

/** A value as YAML on as few lines as possible. */
function yamlText(value: unknown): string {
  return stringify(value ?? null, { lineWidth: 100 }).trimEnd();
}

export function asRecord(value: unknown): YamlRecord | null {
  return isRecord(value) ? value : null;
}

function readSignature(value: unknown): Pick<OpenedMlmodel, "signature" | "signatureFault"> {
  if (value === undefined || value === null) return { signature: null, signatureFault: null };
  try {
    return { signature: parseSignature(value), signatureFault: null };
  } catch (thrown) {
    return { signature: null, signatureFault: AppError.from(thrown, "invalid-config").wording };
  }
}
