import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type { TemplateMessage } from "#tokenizer/chat-template.ts";

/** What `chat.completions.create` takes, by OpenAI's names. */
export interface ChatCompletionRequest {
  /** In their order. A content in parts is its texts, one after the other. */
  readonly messages: readonly {
    readonly role: string;
    readonly content: string | readonly { readonly type: "text"; readonly text: string }[];
  }[];
  /** Comes back in the answer; the one model answers, whatever it says. */
  readonly model?: string;
  readonly stream?: boolean;
  /** `include_usage`: a last chunk tells the numbers of tokens. */
  readonly stream_options?: { readonly include_usage?: boolean } | null;
  /** The most tokens of the answer. */
  readonly max_tokens?: number | null;
  readonly max_completion_tokens?: number | null;
  /** 0 takes the likeliest token; above, tokens are drawn. Without it and top_p, genai_config.json decides. */
  readonly temperature?: number | null;
  readonly top_p?: number | null;
  /** The seed for sampling, to get the same answer again. */
  readonly seed?: number | null;
  /** Texts that end the answer, and are no part of it. */
  readonly stop?: string | readonly string[] | null;
  readonly n?: 1 | null;
}

const KNOWN: ReadonlySet<string> = new Set<keyof ChatCompletionRequest>([
  "messages",
  "model",
  "stream",
  "stream_options",
  "max_tokens",
  "max_completion_tokens",
  "temperature",
  "top_p",
  "seed",
  "stop",
  "n",
]);

/** What clients send to ask for nothing, by its only value; `user` can be any. */
const NEUTRAL: ReadonlyMap<string, string | null> = new Map([
  ["frequency_penalty", "0"],
  ["presence_penalty", "0"],
  ["logprobs", "false"],
  ["store", "false"],
  ["response_format", '{"type":"text"}'],
  ["user", null],
]);

function isNeutral(name: string, value: unknown): boolean {
  const only = NEUTRAL.get(name);
  return only === null || (only !== undefined && JSON.stringify(value) === only);
}

/** A request, checked, in the generate() API's terms. */
export interface ChatGeneration {
  readonly messages: readonly TemplateMessage[];
  /** Search options but for max_length. */
  readonly searchOptions: Readonly<Record<string, number | boolean>>;
  /** null: as many as max_length of genai_config.json leaves. */
  readonly maxTokens: number | null;
  readonly stops: readonly string[];
}

/** @throws AppError "invalid-input" for what is malformed, "unsupported" for what this engine does not do. */
export function readChatRequest(request: ChatCompletionRequest): ChatGeneration {
  const given = Object.entries(request).filter(([, value]) => value !== undefined && value !== null);
  const unknown = given.filter((each) => !KNOWN.has(each[0]) && !isNeutral(...each)).map(([name]) => name);
  if (unknown.length > 0) {
    throw new AppError(
      "unsupported",
      message`This engine has no ${unknown.join(", ")}. It knows ${[...KNOWN].join(", ")}.`,
      { details: { parameters: unknown.join(", ") } },
    );
  }
  const { n, max_completion_tokens, max_tokens } = request;
  if ((n ?? 1) !== 1)
    throw new AppError("unsupported", message`n is ${shown(n)}; this engine gives one answer.`);
  const maxTokens = max_completion_tokens ?? max_tokens ?? null;
  if (maxTokens !== null && !(Number.isInteger(maxTokens) && maxTokens > 0)) {
    throw new AppError(
      "invalid-input",
      message`max_tokens is ${shown(maxTokens)}; give a whole number above 0.`,
    );
  }
  const [temperature, topP, seed] = (["temperature", "top_p", "seed"] as const).map((name) =>
    numberOf(name, request[name]),
  );
  if (temperature !== undefined && temperature < 0)
    throw new AppError("invalid-input", message`temperature is ${temperature}; give 0 or a number above.`);
  return {
    messages: messagesOf(request.messages),
    searchOptions: {
      ...(temperature !== undefined && temperature > 0 && { temperature }),
      ...(topP !== undefined && { top_p: topP }),
      ...((temperature !== undefined || topP !== undefined) && { do_sample: temperature !== 0 }),
      ...(seed !== undefined && { random_seed: seed }),
    },
    maxTokens,
    stops: stopsOf(request.stop),
  };
}

function numberOf(name: string, value: unknown): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw new AppError("invalid-input", message`${name} is ${shown(value)}; give a number.`);
}

function stopsOf(stop: unknown): readonly string[] {
  const stops: readonly unknown[] = [stop ?? []].flat();
  if (stops.every((each) => typeof each === "string")) return stops;
  throw new AppError("invalid-input", message`stop is ${shown(stop)}; give a text or a list of texts.`);
}

const LONGEST_SHOWN = 100;

interface TextPart {
  readonly type: "text";
  readonly text: string;
}

function isText(part: unknown): part is TextPart {
  const { type, text } = Object(part) as { type?: unknown; text?: unknown };
  return type === "text" && typeof text === "string";
}

function textsOf(parts: readonly TextPart[]): string {
  return parts.map(({ text }) => text).join("");
}

/** A value of a request, for a message. */
function shown(value: unknown): string {
  const text = typeof value === "number" ? String(value) : JSON.stringify(value);
  return text.length <= LONGEST_SHOWN ? text : `${text.slice(0, LONGEST_SHOWN)}…`;
}

function messagesOf(messages: unknown): readonly TemplateMessage[] {
  if (!Array.isArray(messages) || messages.length === 0) {
    throw new AppError(
      "invalid-input",
      message`There are no messages. Add at least one, with a role and content.`,
    );
  }
  return messages.map((each: unknown, at) => {
    const { role, content: given } = Object(each) as { role?: unknown; content?: unknown };
    const content = Array.isArray(given) && given.length > 0 && given.every(isText) ? textsOf(given) : given;
    if (typeof role === "string" && typeof content === "string") return { role, content };
    throw new AppError(
      "invalid-input",
      message`Message ${at} needs a role and a content: a text, or parts of the type text.`,
    );
  });
}
