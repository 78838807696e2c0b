/** Asking a model in the page: what the inference worker is asked, what it answers, and what the page has of it. */
import type { Wording } from "#base/message.ts";
import type { ModelBundle } from "#bundle/bundle.ts";
import type { TokenProbabilities } from "#genai/token-probabilities.ts";
import type { ChatRequestJson } from "#pipeline/chat-completion.ts";
import type { PipelineAnswer, PromptRequestJson } from "#pipeline/text-completion.ts";
import type { PyfuncWrapper, TransformersWrapper } from "#wrapper/wrapper.ts";
import type { Progress } from "#base/progress.ts";
import type { RuntimeChoice, RuntimeId } from "./runtimes.ts";

/** What ran, and on what, for the page to say plainly. */
export interface RuntimeInfo {
  readonly id: RuntimeId;
  /** "onnxruntime-web 1.30.0, wasm, 2 threads" in parts. */
  readonly runtime: Wording;
  /** "" for what comes with the page. */
  readonly version: string;
  /** Why this one, in a sentence. */
  readonly reason: Wording;
  /** "relaxed" with relaxed SIMD's int8 dot product, "plain" without; null where the runtime has one build only. */
  readonly simd: "relaxed" | "plain" | null;
  /** Of the WebAssembly memory that holds weights and caches; null where it is not known. */
  readonly memoryBytes: number | null;
  /** Bits of a value in the KV cache; absent where the runtime does not choose, and in answers of earlier versions. */
  readonly cacheBits?: 32 | 16;
  readonly threads: number;
  readonly crossOriginIsolated: boolean;
  /** Why there is one thread, or null. */
  readonly singleThreadReason: Wording | null;
}

export interface GenerationMetrics {
  readonly promptTokens: number;
  /** Of them, those whose keys and values were in the cache from the run before. */
  readonly reusedTokens: number;
  readonly generatedTokens: number;
  /** From submit (model loaded) to the first token. */
  readonly timeToFirstTokenMs: number;
  /** Decode speed: tokens after the first over the time after the first; null below two tokens. */
  readonly tokensPerSecond: number | null;
  readonly totalMs: number;
  readonly modelLoadMs: number;
  /** From submit to each generated token; absent in runs that were kept before it was taken. */
  readonly tokenTimesMs?: readonly number[];
  /** Tokens that prompt and answer may have together: what native makes the KV cache for. */
  readonly lengthLimit?: number;
}

/** A generated token with its text and the likeliest ones in its place, by likelihood. */
export interface TokenDetail extends Omit<TokenProbabilities, "alternatives"> {
  readonly text: string;
  readonly alternatives: readonly {
    readonly tokenId: number;
    readonly text: string;
    readonly logProbability: number;
  }[];
}

export type InferenceOutput =
  | {
      readonly option: "transformers";
      /** The list that MLflow's predict gives. */
      readonly response: readonly PipelineAnswer[];
      readonly question: string;
      readonly tokenIds: readonly number[];
      /** One for each of `tokenIds`, where the request asked for them. */
      readonly tokens?: readonly TokenDetail[];
      readonly metrics: GenerationMetrics;
      readonly runtime: RuntimeInfo;
      /** True when the person pressed Stop; the text up to there is kept. */
      readonly stopped: boolean;
    }
  | {
      readonly option: "pyfunc";
      readonly response: string;
      readonly tokenIds: readonly number[];
      readonly tokens?: readonly TokenDetail[];
      readonly metrics: GenerationMetrics;
      readonly runtime: RuntimeInfo;
      readonly stopped: boolean;
    };

export type InferenceRequest =
  | {
      readonly option: "transformers";
      readonly bundle: ModelBundle;
      readonly wrapper: TransformersWrapper;
      readonly runtime: RuntimeChoice;
      /** How many of the likeliest tokens to keep at each place; 0 or absent: no probabilities. */
      readonly alternatives?: number;
      /** Of the draws, where the model samples; absent: another one each time. */
      readonly seed?: number;
      readonly input: ChatRequestJson | PromptRequestJson;
    }
  | {
      readonly option: "pyfunc";
      readonly bundle: ModelBundle;
      readonly wrapper: PyfuncWrapper;
      readonly runtime: RuntimeChoice;
      readonly alternatives?: number;
      readonly input: { readonly prompt: string };
    };

export interface InferenceEvents {
  readonly onProgress: (progress: Progress) => void;
  /** New text since the last call; may be empty while a character is incomplete. */
  readonly onTextDelta: (delta: { text: string; tokenCount: number }) => void;
}

export interface InferenceWorker {
  /**
   * Loads the model if it is not the loaded one and generates.
   * Aborting `signal` during generation is Stop: resolves with `stopped: true` and what was generated; aborting while
   * loading rejects with "aborted".
   * @throws AppError "worker-died" when the worker ends in mid-work; the next call starts a fresh one.
   */
  predict(request: InferenceRequest, events: InferenceEvents, signal: AbortSignal): Promise<InferenceOutput>;
  /**
   * Times the int4 kernel on this computer, between two predictions.
   * @returns bytes of weights that it multiplies with in a second.
   */
  measureSpeed(): Promise<number>;
  /** Answers the "engine." methods of a Python session through the port, until the signal is aborted. */
  answerPython(port: MessagePort, signal: AbortSignal): Promise<void>;
  /** A model that Python may load by this reference. */
  offerModel(reference: string, bundle: ModelBundle, runtime: RuntimeChoice): Promise<void>;
}

export interface InferencePort extends Pick<InferenceWorker, "predict" | "measureSpeed" | "offerModel"> {
  /** Ends the worker. */
  dispose(): void;
}
