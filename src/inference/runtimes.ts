/** The runtimes that can run a model in the page. A runtime is its entry here, and its loader in workers/inference/loaders.ts. */
import { message, type Wording } from "#base/message.ts";

interface RuntimeTexts {
  readonly name: Wording;
  /** Shown beside the choice. */
  readonly hint: Wording;
}

/** In the order in which they are offered. */
export const RUNTIMES = {
  "onnxruntime-web": {
    name: "onnxruntime-web",
    hint: message`Runs any ONNX decoder. It expands int4 weights to floats at each step, which is slow.`,
  },
  int4: {
    name: message`int4 kernel`,
    hint: message`Runs int4 decoders from onnxruntime-genai's model builder, with the same integer arithmetic as native.`,
  },
} as const satisfies Record<string, RuntimeTexts>;

export type RuntimeId = keyof typeof RUNTIMES;
/** A person's choice: one of them, or the first that knows the model. */
export type RuntimeChoice = RuntimeId | "automatic";

export const RUNTIME_IDS: readonly RuntimeId[] = Object.keys(RUNTIMES).filter(isRuntimeId);

export function isRuntimeId(id: unknown): id is RuntimeId {
  return typeof id === "string" && Object.hasOwn(RUNTIMES, id);
}

export function isRuntimeChoice(choice: unknown): choice is RuntimeChoice {
  return choice === "automatic" || isRuntimeId(choice);
}

/** Another one, to compare answers with: the next in the list. */
export function otherRuntime<Id extends string>(id: Id, ids: readonly Id[]): Id {
  return ids[(ids.indexOf(id) + 1) % ids.length] ?? id;
}
