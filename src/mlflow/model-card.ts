/** A repository's README.md as MLflow stores it: _write_card_data and _write_license_information (mlflow/transformers). */
import { isRecord } from "#base/record.ts";
import { stringify } from "yaml";
import { readYaml } from "#base/read-yaml.ts";

export interface ModelCard {
  /** The text after the metadata. */
  readonly text: string;
  /** The metadata, sorted, as yaml.safe_dump writes it. */
  readonly dataYaml: string;
  readonly license: string | null;
}

/** huggingface_hub's REGEX_YAML_BLOCK. */
const METADATA = /^(\s*---(?:\r\n|\r|\n))([\S\s]*?)((?:\r\n|\r|\n)---[ \t]*(\r\n|\n|$))/;

/** @returns null for invalid metadata: MLflow then continues without a card. */
export function readModelCard(readme: string): ModelCard | null {
  const content = readme.replace(/^\uFEFF/, "");
  const block = METADATA.exec(content);
  const data = parseMetadata(block?.[2] ?? "");
  if (data === null) return null;
  const { license } = data;
  return {
    text: content.slice(block?.[0].length ?? 0),
    dataYaml: stringify(withoutNulls(data), {
      indentSeq: false,
      lineWidth: 80,
      singleQuote: true,
      sortMapEntries: true,
    }),
    license: typeof license === "string" ? license : null,
  };
}

/** The text of LICENSE.txt if the repository has no licence file. */
export function licenceNotFound(repository: string, card: ModelCard | null): string {
  const text =
    `A license file could not be found for the '${repository}' repository. \n` +
    "To ensure that you are in compliance with the license requirements for this " +
    `model, please visit the model repository here: https://huggingface.co/${repository}`;
  if (card === null || card.license === "other") return text;
  return `${text}\nThe declared license type is: '${card.license ?? "None"}'`;
}

/** As PyYAML reads it, by YAML 1.1. */
function parseMetadata(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const data: unknown = readYaml(text, "README.md") ?? {};
    return isRecord(data) ? data : null;
  } catch {
    return null;
  }
}

function withoutNulls(data: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== null));
}
