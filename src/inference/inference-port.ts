/** Asking a model in the page: the inference worker's interface, requests and answers. */
import type { Wording } from "#base/message.ts";
import type { ModelBundle } from "#bundle/bundle.ts";
import type { TokenProbabilities } from "#genai/token-probabilities.ts";
import type { ChatRequestJson } from "#pipeline/chat-completion.ts";
import type { PipelineAnswer, PromptRequestJson } from "#pipeline/text-completion.ts";
import type { PyfuncWrapper, TransformersWrapper } from "#wrapper/wrapper.ts";
import type { Progress } from "#base/progress.ts";
import type { RuntimeChoice, RuntimeId } from "./runtimes.ts";

/** What ran, and on what, in plain words for the page. */
export interface RuntimeFacts {
  readonly id: RuntimeId;
  /** "onnxruntime-web 1.30.0, wasm, 2 threads" in parts. */
  readonly runtime: Wording;
  /** "" for a runtime that ships with the page. */
  readonly version: string;
  /** Why this one was chosen, in a sentence. */
  readonly reason: Wording;
  /** "relaxed" with relaxed SIMD's int8 dot product, "plain" without; null if the runtime has only one build. */
  readonly simd: "relaxed" | "plain" | null;
  /** The WebAssembly memory that holds weights and caches; null if unknown. */
  readonly memoryBytes: number | null;
  /** Bits of a value in the KV cache; undefined if the runtime has no choice, and in answers of earlier versions. */
  readonly cacheBits?: 32 | 16;
  readonly threads: number;
  readonly crossOriginIsolated: boolean;
  /** Why there is one thread, or null. */
  readonly singleThreadReason: Wording | null;
}

/** Times of an answer in milliseconds, and its numbers of tokens. */
export interface GenerationMetrics {
  readonly promptTokens: number;
  /** How many of the prompt's tokens had keys and values in the cache from the run before. */
  readonly reusedTokens: number;
  readonly generatedTokens: number;
  /** From submit (with the model loaded) to the first token. */
  readonly timeToFirstTokenMs: number;
  /** Decode speed: tokens after the first over the time after the first; null below two tokens. */
  readonly tokensPerSecond: number | null;
  readonly totalMs: number;
  readonly modelLoadMs: number;
  /** From submit to each generated token; undefined in runs stored by earlier versions. */
  readonly tokenTimesMs?: readonly number[];
  /** Maximum tokens of prompt and answer together: the size of native's KV cache. */
  readonly lengthLimit?: number;
}

/** A generated token with its text and the likeliest alternatives, best first. */
export interface TokenDetail extends Omit<TokenProbabilities, "alternatives"> {
  readonly text: string;
  readonly alternatives: readonly {
    readonly tokenId: number;
    readonly text: string;
    readonly logProbability: number;
  }[];
}

/** What a model answered, and what it took. `response` is what the MLflow model's `predict` returns. */
export type InferenceOutput =
  | {
      readonly option: "transformers";
      /** The list that MLflow's predict returns. */
      readonly response: readonly PipelineAnswer[];
      readonly question: string;
      readonly tokenIds: readonly number[];
      /** One for each of `tokenIds`, if the request asked for them. */
      readonly tokens?: readonly TokenDetail[];
      readonly metrics: GenerationMetrics;
      readonly runtime: RuntimeFacts;
      /** True if the person pressed Stop; the text so far is kept. */
      readonly stopped: boolean;
    }
  | {
      readonly option: "pyfunc";
      readonly response: string;
      readonly tokenIds: readonly number[];
      readonly tokens?: readonly TokenDetail[];
      readonly metrics: GenerationMetrics;
      readonly runtime: RuntimeFacts;
      readonly stopped: boolean;
    };

/** A model, what it is asked, and what runs it. */
export type InferenceRequest =
  | {
      readonly option: "transformers";
      readonly bundle: ModelBundle;
      readonly wrapper: TransformersWrapper;
      readonly runtime: RuntimeChoice;
      /** How many of the likeliest tokens to keep at each place; 0 or undefined: no probabilities. */
      readonly alternatives?: number;
      /** Seed of the draws if the model samples; undefined: a new one each time. */
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

/** What happens until an answer is there. */
export interface InferenceEvents {
  readonly onProgress: (progress: Progress) => void;
  /** New text since the last call; can be empty while a character is incomplete. */
  readonly onTextDelta: (delta: { text: string; tokenCount: number }) => void;
}

/** What a worker of the package does for those who have a model's files and its wrapper. */
export interface PredictingWorker {
  /**
   * Loads the model if it is not the loaded one, and generates. Aborting `signal` during generation is Stop: resolves with `stopped:
   * true` and the text so far. Aborting while loading rejects with "aborted".
   * @throws AppError "worker-died" if the worker ends meanwhile; the next call starts a new one.
   */
  predict(request: InferenceRequest, events: InferenceEvents, signal: AbortSignal): Promise<InferenceOutput>;
}

/** What the page's worker does beside that. */
export interface PageMethods {
  /**
   * Times the int4 kernel on this computer, between two predictions.
   * @returns bytes of weights that it multiplies per second.
   */
  measureSpeed(): Promise<number>;
  /** From now on, the worker starts no threads: the one before it hung with them. */
  useOneThread(): Promise<void>;
  /** Answers the "engine." methods of a Python session through the port, until the signal aborts. */
  answerPython(port: MessagePort, signal: AbortSignal): Promise<void>;
  /** A model that Python can load by this reference. */
  offerModel(reference: string, bundle: ModelBundle, runtime: RuntimeChoice): Promise<void>;
}

export interface InferencePort extends PredictingWorker, Pick<PageMethods, "measureSpeed" | "offerModel"> {
  /** Ends the worker. */
  dispose(): void;
}
