import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { Tokenizer } from "#tokenizer/tokenizer.ts";
import { type GenaiConfig, overlayConfig, parseGenaiConfig } from "../config.ts";
import type { TextModel } from "../generate-text.ts";
import { otherParts } from "../other-parts.ts";
import { OnnxNodeDecoder } from "./onnx-node-decoder.ts";

/** Recordings of onnxruntime-genai by tools/peers/make_fixtures.py; its README.md explains the fields. */
interface FixtureJson<Case> {
  readonly cases: readonly Case[];
}

/** Where every recorded call to a generator starts. */
export interface GenerationCaseJson {
  readonly name: string;
  readonly overlay?: object;
  readonly searchOptions?: Readonly<Record<string, number | boolean>>;
  readonly promptIds?: readonly number[];
}

const { resolve } = createRequire(import.meta.url);

export function fixturePath(path: string): string {
  return resolve(`#fixtures/genai/${path}`);
}

export async function readCases<Case>(name: string): Promise<readonly Case[]> {
  const fixture: FixtureJson<Case> = JSON.parse(await readFile(fixturePath(name), "utf8"));
  return fixture.cases;
}

/** A folder's tokenizer. */
export async function loadTokenizer(folder: string): Promise<Tokenizer> {
  return Tokenizer.fromFiles({
    "tokenizer.json": await readFile(`${folder}/tokenizer.json`, "utf8"),
    "tokenizer_config.json": await readFile(`${folder}/tokenizer_config.json`, "utf8"),
  });
}

/** Loads a model's folder as the page does, on onnxruntime-node. */
export async function loadFixtureModel(
  folder: string,
): Promise<TextModel & { readonly decoder: OnnxNodeDecoder }> {
  const configPath = fixturePath(`${folder}/genai_config.json`);
  const config = parseGenaiConfig(await readFile(configPath, "utf8"));
  const tokenizer = await loadTokenizer(dirname(configPath));
  const decoder = await OnnxNodeDecoder.load(
    `${dirname(configPath)}/${config.model.decoder.filename}`,
    config,
  );
  return { config, tokenizer, decoder };
}

export function withOverlay(config: GenaiConfig, overlay: object | undefined): GenaiConfig {
  return overlay === undefined ? config : overlayConfig(config, pythonJson(overlay), otherParts);
}

/** Spaced as Python's json.dumps does, because native's messages give the place of an error. */
function pythonJson(value: object): string {
  return JSON.stringify(value, null, 1).replaceAll(/,\n */g, ", ").replaceAll(/\n */g, "");
}
