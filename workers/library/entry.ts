/** The library's API on every platform. The only list of what is public. */
export { AppError, type ErrorCode } from "#base/errors.ts";
export { english, type Message, type Wording } from "#base/message.ts";
export type {
  GenerationMetrics,
  InferenceEvents,
  InferenceOutput,
  InferenceRequest,
  RuntimeFacts,
  TokenDetail,
} from "#inference/inference-port.ts";
export type { RuntimeChoice } from "#inference/runtimes.ts";
export type { ChatCompletionRequest } from "#library/chat-request.ts";
export type {
  ChatCompletion,
  ChatCompletionChunk,
  ChatCompletions,
  FinishReason,
  Usage,
} from "./chat-completions.ts";
export type { RunnableModel } from "#library/mlflow-source.ts";
export { Engine } from "./engine.ts";
export { Generator, GeneratorParams } from "./generator.ts";
export type { LoadOptions, Progress, RuntimeInfo } from "./load-options.ts";
export { loadMlflowModel } from "./load-mlflow-model.ts";
export type { MlflowModel, PredictOptions } from "./mlflow-model.ts";
export { type MlflowOptions, openMlflowModel } from "./open-mlflow-model.ts";
export { hub, type HubSource, Model, type ModelOptions, type Source } from "./model.ts";
export { type ChatMessage, Tokenizer, type TokenizerStream } from "./tokenizer.ts";
