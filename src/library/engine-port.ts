/** The library's worker: one model, its tokenizer and its generators. */
import type { ModelBundle } from "#bundle/bundle.ts";
import type { GenaiConfig } from "#genai/config.ts";
import type { GeneratedText, TextRequest } from "#genai/generate-text.ts";
import type { SearchOptions } from "#genai/search-options.ts";
import type { PredictingWorker, RuntimeFacts } from "#inference/inference-port.ts";
import type { RuntimeChoice } from "#inference/runtimes.ts";
import type { TemplateMessage } from "#tokenizer/chat-template.ts";
import type { ModelSource, SourceEvents } from "./model-source.ts";

/** What is told of a model once it is loaded. */
export interface LoadedModel {
  readonly config: GenaiConfig;
  readonly runtime: RuntimeFacts;
}

/** Where a generator stands after a call. */
export interface GeneratorState {
  readonly isDone: boolean;
  /** Tokens of the sequence, the prompt counted. */
  readonly tokenCount: number;
  /** For each row, the token that was chosen or appended last. */
  readonly nextTokens: Int32Array;
}

interface TextEvents {
  /** New text since the last call; may be empty while a character is incomplete. */
  readonly onTextDelta: (delta: { readonly text: string; readonly tokenCount: number }) => void;
}

/** Ids of generators and token streams are the page's: it gives each a new one. */
export interface EngineWorker extends PredictingWorker {
  /**
   * Finds the files of a model that generates: the folder that holds genai_config.json, if there is one only.
   * @throws AppError "network", "invalid-bundle", "invalid-zip", "unsafe-path", "storage", "aborted".
   */
  open(source: ModelSource, events: SourceEvents, signal: AbortSignal): Promise<ModelBundle>;
  /**
   * @param maxLength tokens that are to fit into memory beside the weights; null: those of genai_config.json.
   * @throws AppError as `GenaiModel.load`.
   */
  load(
    bundle: ModelBundle,
    runtime: RuntimeChoice,
    maxLength: number | null,
    events: SourceEvents,
    signal: AbortSignal,
  ): Promise<LoadedModel>;
  /**
   * Answers a prompt without a call for each token. Aborting is Stop: what there is by then is the result.
   * @throws AppError as `generateText`.
   */
  generate(request: TextRequest, events: TextEvents, signal: AbortSignal): Promise<GeneratedText>;
  encode(text: string): Promise<Int32Array>;
  encodeBatch(texts: readonly string[]): Promise<Int32Array>;
  decode(tokenIds: Int32Array): Promise<string>;
  toTokenId(token: string): Promise<number>;
  applyChatTemplate(
    messages: readonly TemplateMessage[],
    options: { readonly template?: string; readonly addGenerationPrompt?: boolean },
  ): Promise<string>;
  decodeNext(stream: number, tokenId: number): Promise<string>;
  disposeStream(stream: number): Promise<void>;
  createGenerator(generator: number, search: SearchOptions): Promise<GeneratorState>;
  appendTokens(generator: number, tokenIds: Int32Array): Promise<GeneratorState>;
  generateNextToken(generator: number): Promise<GeneratorState>;
  getSequence(generator: number, index: number): Promise<Int32Array>;
  getLogits(generator: number): Promise<{ readonly logits: Float32Array; readonly state: GeneratorState }>;
  setLogits(generator: number, logits: Float32Array): Promise<GeneratorState>;
  rewindTo(generator: number, newLength: number): Promise<GeneratorState>;
  disposeGenerator(generator: number): Promise<void>;
}
