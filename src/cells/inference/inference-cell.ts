import { exactOptional, object, optional, pipe, string, transform, unknown } from "valibot";
import { message, type Wording } from "#base/message.ts";
import type { Answer } from "#inference/class-answer.ts";
import { isRuntimeChoice, type RuntimeChoice } from "#inference/runtimes.ts";
import { isInRange, SEED_RANGE } from "#pipeline/sampling-ranges.ts";
import { firstInput } from "#wrapper/defaults.ts";
import type { CellBase } from "../cell-base.ts";
import type { CellKind } from "../cell-kind.ts";
import type { ChatHistory } from "./chat.ts";
import { errorOf } from "../error-of-outputs.ts";
import type { RunSettings } from "./run-settings.ts";
import { chatSchema } from "./chat-schema.ts";

/** `input` is JSON as typed, so that malformed text survives a reload. */
export interface InferenceCell extends CellBase {
  readonly type: "inference";
  readonly input: string;
  /** Params for a class that runs itself, JSON as typed; none if it is undefined or blank. */
  readonly params?: string;
  /** What runs the model; undefined: "automatic". */
  readonly runtime?: RuntimeChoice;
  /** Option 1: the seed for sampling, as in `transformers.set_seed`. Undefined: a new one each time. */
  readonly seed?: number;
  /** Other versions of the chat in the input; they do not affect what is run. */
  readonly chat?: ChatHistory;
  /** Whether a run keeps the probabilities of each token and of its alternatives. */
  readonly keepsProbabilities?: boolean;
}

export interface InferenceOutput {
  readonly type: "inference";
  readonly output: Answer;
  /** What was asked; undefined in runs stored by earlier versions of the page. */
  readonly input?: string;
  /** Undefined in runs stored by earlier versions of the page. */
  readonly settings?: RunSettings;
  /** What MLflow logs about the input, and where the wrapper's versions can answer differently. */
  readonly warnings?: readonly Wording[];
}

export const inferenceKind: CellKind<InferenceCell, InferenceOutput> = {
  type: "inference",
  title: message`Inference`,
  hint: message`Try it in this page`,
  create: (_option, inputs) => ({ input: firstInput(inputs) }),
  stored: pipe(
    object({
      input: string(),
      params: exactOptional(string()),
      runtime: optional(unknown()),
      seed: optional(unknown()),
      chat: exactOptional(chatSchema),
      keepsProbabilities: optional(unknown()),
    }),
    // An unknown runtime, from a later version of the page, falls back to automatic.
    transform(({ runtime, seed, keepsProbabilities, ...cell }) => ({
      ...cell,
      ...(isRuntimeChoice(runtime) && { runtime }),
      ...(isInRange(seed, SEED_RANGE) && { seed }),
      ...(keepsProbabilities === true && { keepsProbabilities }),
    })),
  ),
  texts: ({ input, params }) => [
    { field: "input", text: input, json: true },
    ...(params === undefined ? [] : [{ field: "params", text: params, json: true as const }]),
  ],
  runs: "with others",
  needs: { cell: message`The inference cell`, above: ["model", "wrapper"] },
  madeOf: ({ chat: _chat, keepsProbabilities: _keeps, ...cell }) => cell,
  wasStopped: ({ output }) => output.stopped,
  failureOf: ({ output }) => (output.option === "class" && output.failed ? errorOf(output.outputs) : null),
};
