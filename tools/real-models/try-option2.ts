import { readFile } from "node:fs/promises";
import path from "node:path";
import { parseGenaiConfig } from "#genai/config.ts";
import { generateText } from "#genai/generate-text.ts";
import type { TokenProbabilities } from "#genai/token-probabilities.ts";
import { Tokenizer } from "#tokenizer/tokenizer.ts";
import { defaultWrapper } from "#wrapper/defaults.ts";
import type { PyfuncWrapper } from "#wrapper/wrapper.ts";
import { loadInt4Decoder } from "../../workers/inference/int4/testing/node-kernel.ts";
import { bundleOfFolder } from "../peers/model-folders.ts";
import { type ModelRun, runModel } from "../peers/run-model.ts";
import { writeArtifact } from "../peers/write-artifact.ts";

/** Of an answer. Random weights have near ties, at which two engines may part: a long answer meets one. */
const answerTokens = 24;

interface TriedOption2 {
  readonly results: ModelRun["results"];
  /** Prompts that became the same tokens. */
  readonly samePrompts: number;
  /** Prompts that had the same answer, token for token. */
  readonly sameTokens: number;
  /**
   * Of the others, how much likelier our token was than native's in the first place where they differ, as a difference of natural
   * logarithms: a small one is a near tie. Infinity where native's was not among our eight likeliest.
   */
  readonly margins: readonly number[];
}

/**
 * Puts the page's artifact into real MLflow, and compares what it answers with what the page's tokenizer and int4 kernel do, greedily.
 * @param folder with genai_config.json. @param target a new folder, for the artifact.
 */
export async function tryOption2(
  folder: string,
  prompts: readonly string[],
  target: string,
): Promise<TriedOption2> {
  const text = (file: string) => readFile(path.join(folder, file), "utf8");
  const config = parseGenaiConfig(await text("genai_config.json"));
  const tokenizer = Tokenizer.fromFiles({
    "tokenizer.json": await text("tokenizer.json"),
    "tokenizer_config.json": await text("tokenizer_config.json"),
  });
  const idsOf = prompts.map((prompt) => [...tokenizer.encode(prompt)]);
  const searchOptions = { max_length: Math.max(...idsOf.map(({ length }) => length)) + answerTokens };
  const wrapper = { ...(defaultWrapper("pyfunc") as PyfuncWrapper), searchOptions };
  await writeArtifact(wrapper, target, await bundleOfFolder(folder));
  const inputs = prompts.map((prompt) => ({ prompt }));
  const { results } = await runModel(target, inputs);
  const decoder = await loadInt4Decoder(path.join(folder, config.model.decoder.filename));
  let [samePrompts, sameTokens] = [0, 0];
  const margins: number[] = [];
  for (const [at, prompt] of prompts.entries()) {
    const promptIds = idsOf[at] ?? [];
    const options = { max_length: promptIds.length + answerTokens };
    const { tokenIds, probabilities } = await generateText(
      { config, tokenizer, decoder },
      { prompt, searchOptions: options, alternatives: 8 },
    );
    const native = results[at];
    const nativeIds = native?.ids?.slice(promptIds.length) ?? [];
    if (isSame(native?.promptIds, promptIds)) samePrompts += 1;
    const parting = tokenIds.findIndex((tokenId, place) => tokenId !== nativeIds[place]);
    if (parting < 0) sameTokens += 1;
    else margins.push(marginOf(probabilities?.[parting], nativeIds[parting]));
  }
  await decoder.dispose();
  return { results, samePrompts, sameTokens, margins };
}

function marginOf(ours: TokenProbabilities | undefined, nativeId: number | undefined): number {
  const theirs = ours?.alternatives.find(({ tokenId }) => tokenId === nativeId);
  return ours && theirs ? ours.logProbability - theirs.logProbability : Number.POSITIVE_INFINITY;
}

function isSame(one: readonly number[] | undefined, other: readonly number[]): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
