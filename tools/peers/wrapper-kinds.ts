/** The kinds of option 2's class, and what each is asked, in real MLflow and in the page. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { defaultWrapper, withKind } from "#wrapper/defaults.ts";
import type { PyfuncKind } from "#wrapper/pyfunc-kinds.ts";
import type { VersionProfile } from "#wrapper/version-profile.ts";
import type { PyfuncWrapper } from "#wrapper/wrapper.ts";

export interface KindQuestion {
  readonly input: unknown;
  readonly params?: Readonly<Record<string, unknown>>;
  /** Whether predict_stream is asked. */
  readonly stream?: true;
  /** The page has the tokenizer of onnxruntime-genai 0.18, and 0.7 makes other tokens of some texts. */
  readonly only?: VersionProfile;
}

interface KindCase {
  readonly kind: PyfuncKind;
  readonly profiles: readonly VersionProfile[];
  /** What differs from a new form of the kind. */
  readonly form: Partial<PyfuncWrapper>;
  readonly questions: readonly KindQuestion[];
  /** What mlflow models serve is sent: bodies of its invocations; of the current profile. */
  readonly bodies?: readonly unknown[];
}

const PROMPT = "<|user|>What is the capital of Spain?<|end|><|assistant|>";
const CHAT = { messages: [{ role: "user", content: "What is the capital of Spain?" }] };
const ITEMS = { input: CHAT.messages };

const KIND_CASES: readonly KindCase[] = [
  {
    kind: "params",
    profiles: ["current", "mid-2025", "mid-2024"],
    form: { searchOptions: { max_length: 40, temperature: 1, do_sample: false, repetition_penalty: 1.1 } },
    questions: [
      { input: { prompt: PROMPT } },
      { input: { prompt: PROMPT }, params: {} },
      { input: { prompt: PROMPT }, params: { max_length: 14 } },
      { input: { prompt: PROMPT }, params: { max_length: 14, repetition_penalty: 2, unknown: 1 } },
      { input: [{ prompt: PROMPT }], params: { temperature: 0.5 } },
    ],
    bodies: [
      { prompt: PROMPT },
      { prompt: PROMPT, max_length: 14 },
      { inputs: { prompt: PROMPT }, params: { max_length: 14 } },
      { inputs: { prompt: PROMPT }, max_length: 14 },
      {
        dataframe_split: { columns: ["prompt"], data: [[PROMPT]] },
        params: { max_length: 14, temperature: 2 },
      },
      { inputs: { prompt: PROMPT }, params: { max_length: "many" } },
      { inputs: { prompt: PROMPT }, params: { unknown: 1 } },
      { inputs: { prompt: PROMPT }, params: [1] },
      { inputs: { prompt: PROMPT }, params: { max_length: 3 } },
      { inputs: { question: PROMPT }, params: { max_length: "many" } },
    ],
  },
  {
    kind: "params",
    profiles: ["current"],
    form: { searchOptions: { max_length: 40, do_sample: true, temperature: 0.7, top_k: 5, random_seed: 7 } },
    questions: [
      { input: { prompt: PROMPT } },
      { input: { prompt: PROMPT }, params: { random_seed: 11, temperature: 20 } },
      { input: { prompt: PROMPT }, params: { random_seed: 3, temperature: 20, top_k: 3, max_length: 20 } },
      { input: { prompt: PROMPT }, params: { max_length: "many" } },
      { input: { prompt: PROMPT }, params: { max_length: 20.5 } },
      { input: { prompt: PROMPT }, params: { do_sample: 1, temperature: 1 } },
      { input: { question: PROMPT }, params: { max_length: 20 } },
    ],
  },
  {
    kind: "chat",
    profiles: ["current", "mid-2025"],
    form: { searchOptions: { max_length: 40, temperature: 0.2 } },
    questions: [
      { input: CHAT },
      { input: CHAT, stream: true },
      { input: { ...CHAT, max_tokens: 3 } },
      { input: { ...CHAT, max_tokens: 3 }, stream: true },
      { input: { ...CHAT, stop: ["capital of S", "Mad"] } },
      { input: { ...CHAT, stop: ["capital of S", "Mad"] }, stream: true },
      { input: { ...CHAT, temperature: 0.5, top_p: 0.9, top_k: 3, n: 1, stream: true } },
      {
        input: { messages: [{ role: "system", content: "Be brief." }, ...CHAT.messages] },
        only: "current",
      },
      { input: { messages: [] } },
      { input: { messages: "Hi" } },
      { input: { ...CHAT, max_tokens: "many" } },
      { input: { prompt: PROMPT } },
    ],
    bodies: [
      CHAT,
      { ...CHAT, max_tokens: 3, temperature: 0.5 },
      { ...CHAT, stream: true },
      { ...CHAT, unknown: 1 },
      { dataframe_split: { columns: ["messages"], data: [[CHAT.messages]] } },
      { inputs: CHAT },
      { ...CHAT, max_tokens: "many" },
      { prompt: PROMPT },
    ],
  },
  {
    kind: "responses",
    profiles: ["current"],
    form: { searchOptions: { max_length: 40 } },
    questions: [
      { input: ITEMS },
      { input: ITEMS, stream: true },
      { input: { ...ITEMS, max_output_tokens: 3, temperature: 0.5, top_p: 0.9 } },
      { input: { ...ITEMS, max_output_tokens: 3 }, stream: true },
      {
        input: {
          input: [
            { role: "system", content: "Be brief." },
            { role: "user", content: [{ type: "input_text", text: "What is the capital of Spain?" }] },
          ],
        },
      },
      { input: { input: [{ role: "robot", content: "Hi" }] } },
      { input: { ...ITEMS, max_output_tokens: "many" } },
      { input: { messages: ITEMS.input } },
    ],
    bodies: [
      ITEMS,
      { ...ITEMS, max_output_tokens: 3 },
      { ...ITEMS, stream: true },
      { dataframe_split: { columns: ["input"], data: [[ITEMS.input]] } },
      { messages: ITEMS.input },
    ],
  },
];

export interface KindOfProfile {
  readonly name: string;
  readonly wrapper: PyfuncWrapper;
  readonly questions: readonly KindQuestion[];
  readonly bodies: readonly string[];
}

export function kindsOf(profile: VersionProfile): readonly KindOfProfile[] {
  return KIND_CASES.filter(({ profiles }) => profiles.includes(profile)).map(
    ({ kind, form, questions, bodies = [] }, at) => ({
      name: `${at + 1}: ${kind}`,
      wrapper: { ...withKind(defaultWrapper("pyfunc", profile) as PyfuncWrapper, kind), ...form },
      questions: questions.filter(({ only = profile }) => only === profile),
      bodies: bodies.map((body) => JSON.stringify(body)),
    }),
  );
}

/** What ask_kinds.py says of a model. */
export interface KindAnswers {
  readonly signature: string;
  readonly loader: string;
  readonly task: string | null;
  readonly answers: readonly unknown[];
}

export async function kindAnswers(profile: VersionProfile): Promise<readonly KindAnswers[]> {
  const file = new URL(`fixtures/mlflow/wrapper-kinds-${profile}.json`, import.meta.url);
  const { models } = JSON.parse(await readFile(fileURLToPath(file), "utf8")) as { models: KindAnswers[] };
  return models;
}

/** Ids and times are another each time. */
export function comparableAnswer(answer: unknown): unknown {
  const text = JSON.stringify(answer)
    .replaceAll(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, "an id")
    .replaceAll(/"created": ?\d+/g, '"created":0');
  return JSON.parse(text) as unknown;
}

/** What mlflow models serve answered to `bodies`, by the kind's name. */
export async function servedKinds(): Promise<Readonly<Record<string, readonly unknown[]>>> {
  const file = new URL("fixtures/mlflow/served-kinds.json", import.meta.url);
  const { answers } = JSON.parse(await readFile(fileURLToPath(file), "utf8")) as {
    answers: Readonly<Record<string, readonly unknown[]>>;
  };
  return answers;
}
