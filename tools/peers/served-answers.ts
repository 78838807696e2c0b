/** What is asked of a served model, by real MLflow and by the page, and MLflow's answers. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const PROMPT = "<|user|>What is the capital of Spain?<|end|><|assistant|>";
const OTHER = "<|user|>What is the capital of Italy?<|end|><|assistant|>";
const MESSAGES = [{ role: "user", content: "What is the capital of Spain?" }];
const CHAT = { messages: MESSAGES, max_tokens: 4 };

/** Bodies as they are sent. What MLflow's server makes of many more is held against fixtures: scoring-server.test.ts. */
export const INVOCATIONS: Readonly<Record<1 | 2, readonly string[]>> = {
  1: [
    { messages: MESSAGES },
    CHAT,
    { messages: [{ role: "system", content: "Be brief." }, ...MESSAGES] },
    { dataframe_records: [CHAT, { messages: MESSAGES }] },
    { dataframe_split: { columns: ["messages", "max_tokens"], data: [[MESSAGES, 4]] } },
    { inputs: CHAT },
    { instances: [CHAT] },
    { messages: MESSAGES, max_tokens: "many" },
    { messages: MESSAGES, n: 2 },
    { messages: [] },
    { prompt: PROMPT },
    {},
  ].map((body) => JSON.stringify(body)),
  2: [
    { inputs: { prompt: PROMPT } },
    { inputs: [{ prompt: OTHER }] },
    { inputs: [PROMPT] },
    { instances: [{ prompt: PROMPT }] },
    { dataframe_records: [{ prompt: OTHER }, { prompt: PROMPT }] },
    { dataframe_split: { columns: ["prompt"], index: [0], data: [[PROMPT]] } },
    { dataframe_split: { columns: ["prompt"], index: [7], data: [[PROMPT]] } },
    { prompt: PROMPT },
    { inputs: { prompt: "" } },
    { inputs: { question: PROMPT } },
    { messages: MESSAGES },
    [PROMPT],
  ].map((body) => JSON.stringify(body)),
};

/** Asked by GET, but for the last. */
export const ROUTES = ["ping", "health", "version", "invocations"];

export interface ServedAnswer {
  readonly status: number;
  readonly type: string | null;
  readonly body: string;
}

/** Of fixtures/mlflow/served-optionN.json, which served-models.peers.test.ts makes. */
export interface ServedAnswersJson {
  readonly madeBy: string;
  /** Of ROUTES, and then of INVOCATIONS, each `comparable`. */
  readonly answers: readonly unknown[];
}

export async function servedAnswers(option: 1 | 2): Promise<ServedAnswersJson> {
  const fixture = new URL(`fixtures/mlflow/served-option${option}.json`, import.meta.url);
  return JSON.parse(await readFile(fileURLToPath(fixture), "utf8")) as ServedAnswersJson;
}

/** Without what is a run's own, and without what the page's endpoint leaves out: how pandas prints data, and tracebacks. */
export function comparable({ status, type, body }: ServedAnswer): unknown {
  return {
    status,
    type,
    body: type === "application/json" && body.trim() !== "" ? strip(tryJson(body)) : body,
  };
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function strip(value: unknown): unknown {
  if (typeof value === "string") {
    return value
      .replaceAll(/data '[\s\S]*?' with schema/g, "data … with schema")
      .replaceAll(/predict data '[\s\S]*?'\. \nError: /g, "predict data … Error: ")
      .replaceAll(/\{('[a-z_]+'(, )?)+\}/g, (set) =>
        [...set.matchAll(/'[a-z_]+'/g)]
          .map(String)
          .toSorted((a, b) => (a < b ? -1 : 1))
          .join(),
      );
  }
  if (Array.isArray(value)) return value.map(strip);
  if (typeof value !== "object" || value === null) return value;
  const own = new Set(["id", "created", "stack_trace"]);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !own.has(key))
      .map(([key, item]) => [key, strip(item)]),
  );
}
