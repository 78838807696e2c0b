/** Option 1's tasks beside llm/v1/chat, and what each is asked, in real MLflow and in the page. */
import { defaultWrapper } from "#wrapper/defaults.ts";
import type { VersionProfile } from "#wrapper/version-profile.ts";
import type { TransformersTask, TransformersWrapper } from "#wrapper/wrapper.ts";

const PROMPT = "<|user|>\nWhat is the capital of Spain?<|end|>\n<|assistant|>\n";
const OTHER = "<|user|>\nWhat is the capital of Italy?<|end|>\n<|assistant|>\n";
const LONG = "What is the capital of Spain? ".repeat(60);

export const PIPELINE_TASKS = ["llm/v1/completions", "text-generation"] as const;

export const TASK_INPUTS: Readonly<Record<(typeof PIPELINE_TASKS)[number], readonly unknown[]>> = {
  "llm/v1/completions": [
    { prompt: PROMPT },
    { prompt: OTHER },
    { prompt: PROMPT, max_tokens: 3 },
    { prompt: PROMPT, max_tokens: 100, temperature: 0.5 },
    { prompt: "The capital of Spain" },
    { prompt: "  What is\n\nthe capital of Spain? Où est 北京? 😀" },
    { prompt: LONG, max_tokens: 3 },
    { prompt: LONG },
    { prompt: "" },
    { prompt: PROMPT, max_tokens: "many" },
    { prompt: PROMPT, n: 1 },
    { prompt: 5 },
    { messages: [{ role: "user", content: "Hi" }] },
  ],
  "text-generation": [
    { prompt: PROMPT },
    PROMPT,
    OTHER,
    { text: "The capital of Spain" },
    "  What is\n\nthe capital of Spain? Où est 北京? 😀",
    LONG,
    "",
    5,
    { prompt: PROMPT, more: "Hi" },
  ],
};

/** What mlflow models serve is sent: bodies of its invocations. */
export const TASK_BODIES: Readonly<Record<(typeof PIPELINE_TASKS)[number], readonly string[]>> = {
  "llm/v1/completions": [
    { prompt: PROMPT },
    { prompt: PROMPT, max_tokens: 3 },
    { dataframe_split: { columns: ["prompt"], data: [[PROMPT], [OTHER]] } },
    { dataframe_split: { columns: ["prompt", "max_tokens"], data: [[PROMPT, 3]] } },
    { inputs: { prompt: [PROMPT] } },
    { inputs: { prompt: PROMPT } },
    { prompt: PROMPT, n: 1 },
    { prompt: PROMPT, max_tokens: "many" },
    { messages: [{ role: "user", content: "Hi" }] },
  ].map((body) => JSON.stringify(body)),
  "text-generation": [
    { prompt: PROMPT },
    { dataframe_split: { columns: ["prompt"], data: [[PROMPT], [OTHER]] } },
    { inputs: [PROMPT, OTHER] },
    { inputs: PROMPT },
    { inputs: { prompt: [PROMPT] } },
    { prompt: PROMPT, max_tokens: 3 },
  ].map((body) => JSON.stringify(body)),
};

export function wrapperOfTask(
  task: TransformersTask,
  profile: VersionProfile = "current",
): TransformersWrapper {
  return { ...(defaultWrapper("transformers", profile) as TransformersWrapper), task };
}

/** Of fixtures/pipeline/tasks-PROFILE.json. */
export interface TaskAnswersJson {
  readonly signature: string;
  readonly loaderModule: string;
  readonly results: readonly {
    readonly prediction?: unknown;
    readonly error?: { readonly type: string; readonly message: string };
    /** Tokens that were run, and those that came of it, the prompt's before them. */
    readonly promptIds?: readonly number[];
    readonly ids?: readonly number[];
  }[];
  /** Of the current profile. */
  readonly served?: readonly unknown[];
}
