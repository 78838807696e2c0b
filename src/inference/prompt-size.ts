/** How long an input's prompt is, and what it leaves for the answer, without loading the model's weights. */
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { parseJson } from "#base/parse-json.ts";
import type { ModelBundle } from "#bundle/bundle.ts";
import { findFile } from "#bundle/model-files.ts";
import { readBundleText } from "#bundle/read-bundle-file.ts";
import { parseGenaiConfig } from "#genai/config.ts";
import { tokenizerPath } from "#genai/model-path.ts";
import { GeneratorParams } from "#genai/generator-params.ts";
import { parseInferenceInput } from "#mlflow/parse-inference-input.ts";
import { ChatPrompt } from "#pipeline/chat-prompt.ts";
import { generationParams, type GenerationConfigJson } from "#pipeline/generation-params.ts";
import { Tokenizer } from "#tokenizer/tokenizer.ts";
import type { Wrapper } from "#wrapper/wrapper.ts";

export interface PromptSize {
  /** By the tokenizer of the wrapper's option, its chat template's tokens counted. */
  readonly promptTokens: number;
  /** The most that the answer can take; 0 where the prompt leaves no room. */
  readonly answerTokens: number;
  /** What the model's context holds, prompt and answer together; null where its files do not say. */
  readonly contextTokens: number | null;
}

/** Measures the inputs of one model and option: their tokenizer's files are read once. */
type Measure = (input: string, wrapper: Wrapper) => PromptSize;

/** @returns what measures an input. It keeps the last model's tokenizer, since inputs are measured while they are typed. */
export function createPromptMeasure(): (
  bundle: ModelBundle,
  wrapper: Wrapper,
  input: string,
  signal?: AbortSignal,
) => Promise<PromptSize> {
  let kept: { readonly key: string; readonly measure: Measure } | null = null;
  return async (bundle, wrapper, input, signal) => {
    const key = `${wrapper.option} ${bundle.id}`;
    if (kept?.key !== key) {
      const files = filesOf(bundle, signal);
      const measure = wrapper.option === "pyfunc" ? await genaiMeasure(files) : await pipelineMeasure(files);
      kept = { key, measure };
    }
    return kept.measure(input, wrapper);
  };
}

interface ModelFiles {
  optionalText(path: string): Promise<string | undefined>;
  text(path: string): Promise<string>;
}

function filesOf(bundle: ModelBundle, signal: AbortSignal | undefined): ModelFiles {
  const optionalText = async (path: string): Promise<string | undefined> => {
    const file = findFile(bundle, path);
    return file && readBundleText(file, signal ? { signal } : {});
  };
  return {
    optionalText,
    async text(path) {
      const text = await optionalText(path);
      if (text !== undefined) return text;
      throw new AppError(
        "invalid-bundle",
        message`The model has no file ${path}. Add it to the folder and open it again.`,
      );
    },
  };
}

/** Option 2: as `generateText` counts. */
async function genaiMeasure(files: ModelFiles): Promise<Measure> {
  const config = parseGenaiConfig(new TextEncoder().encode(await files.text("genai_config.json")));
  const tokenizer = Tokenizer.fromFiles({
    "tokenizer.json": await files.text(tokenizerPath(config.model, "tokenizer.json")),
    "tokenizer_config.json": await files.text(tokenizerPath(config.model, "tokenizer_config.json")),
  });
  const contextTokens = config.model.contextLength;
  return (input, wrapper) => {
    const parsed = parseInferenceInput(input, wrapper);
    if (parsed.option !== "pyfunc" || wrapper.option !== "pyfunc") throw otherOption();
    const params = new GeneratorParams(config);
    params.setSearchOptions(wrapper.searchOptions);
    const promptTokens = tokenizer.encode(parsed.request.prompt).length;
    const limit = Math.min(params.search.maxLength, contextTokens);
    return { promptTokens, answerTokens: Math.max(0, limit - promptTokens), contextTokens };
  };
}

/** Option 1: with the tokenizer of transformers.js and transformers' chat template, as the pipeline counts. */
async function pipelineMeasure(files: ModelFiles): Promise<Measure> {
  const { Tokenizer: HubTokenizer } = await import("@huggingface/tokenizers");
  const config = parseJson(await files.text("tokenizer_config.json")) as object;
  const tokenizer = new HubTokenizer(parseJson(await files.text("tokenizer.json")) as object, config);
  const chatPrompt = new ChatPrompt(config, await files.optionalText("chat_template.jinja"));
  const { max_position_embeddings: contextTokens = null } = parseJson(
    await files.text("config.json"),
  ) as ModelConfigJson;
  const generationConfig = parseJson(
    (await files.optionalText("generation_config.json")) ?? "{}",
  ) as GenerationConfigJson;
  return (input, wrapper) => {
    const parsed = parseInferenceInput(input, wrapper);
    if (parsed.option !== "transformers" || wrapper.option !== "transformers") throw otherOption();
    const { request } = parsed;
    if ("messages" in request && request.messages.length === 0)
      return { promptTokens: 0, answerTokens: 0, contextTokens };
    const params = generationParams(request, wrapper.modelConfig, generationConfig);
    const prompt = "messages" in request ? chatPrompt.render(request.messages) : request.prompt;
    const promptTokens = tokenizer.encode(prompt, { add_special_tokens: true }).ids.length;
    const kept = params.truncation ? Math.min(promptTokens, params.maxLength) : promptTokens;
    const wanted = params.maxNewTokens ?? params.maxLength - kept;
    const room = (contextTokens ?? Number.POSITIVE_INFINITY) - kept;
    return { promptTokens, answerTokens: Math.max(0, Math.min(wanted, room)), contextTokens };
  };
}

/** config.json: the parts that matter here. */
interface ModelConfigJson {
  readonly max_position_embeddings?: number;
}

function otherOption(): AppError {
  return new AppError("internal", "The input was read for the other option.");
}
