/** Chats that both the page and real MLflow answer, and MLflow's answers. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { WrapperOption } from "#wrapper/wrapper.ts";

const fixtures = new URL("fixtures/", import.meta.url);

/** Of fixtures/mlflow/round-trip-OPTION.json, which round-trip.peers.test.ts makes. */
export interface RoundTripJson {
  readonly madeBy: string;
  readonly versions: Readonly<Record<string, string>>;
  /** As MLflow prints it. */
  readonly signature: string;
  /** One for each input. */
  readonly answers: readonly { readonly response: unknown; readonly tokenIds: readonly number[] }[];
}

interface Message {
  readonly role: string;
  readonly content: string;
}

/** What `predict` is given: the messages of option 1, the prompt of option 2. */
export async function roundTripInputs(option: WrapperOption): Promise<readonly unknown[]> {
  const chats = await readJson<Message[][]>("round-trip-chats.json");
  return chats.map((messages) => (option === "transformers" ? { messages } : { prompt: promptOf(messages) }));
}

export function roundTripAnswers(option: WrapperOption): Promise<RoundTripJson> {
  return readJson(`mlflow/round-trip-${option}.json`);
}

async function readJson<Json>(name: string): Promise<Json> {
  return JSON.parse(await readFile(fileURLToPath(new URL(name, fixtures)), "utf8")) as Json;
}

function promptOf(messages: readonly Message[]): string {
  return `${messages.map(({ role, content }) => `<|${role}|>${content}<|end|>`).join("")}<|assistant|>`;
}
