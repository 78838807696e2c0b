/** Messages of workers that anyone's code has run in, and of pages of the same host; requests to the endpoints. */
import type { ServerResponse } from "node:http";
import { readUtf8 } from "../../src/base/read-utf8.ts";
import { readChatRequest } from "../../src/library/chat-request.ts";
import { signatureOf } from "../../src/mlflow/model-signature.ts";
import { PythonError, type PythonHost } from "../../src/python/bridge.ts";
import { readCompletions, readEvent } from "../../src/python/read-event.ts";
import { serveHost } from "../../src/python/serve-host.ts";
import type { ServedModel } from "../../src/scoring-server/predict.ts";
import { answerRequest } from "../../src/scoring-server/scoring-server.ts";
import type { ServedResponse } from "../../src/scoring-server/served.ts";
import { defaultWrapper } from "../../src/wrapper/defaults.ts";
import { answerOpenAi } from "../../workers/library/node/openai-routes.ts";
import type { MlflowModel } from "../../workers/library/mlflow-model.ts";
import { isReply } from "../../workers/rpc/is-reply.ts";
import { readFromService, readToService } from "../../workers/service-worker/service-messages.ts";
import { JSON_WORDS } from "./mutate.ts";
import { always, type Target } from "./target.ts";

const decode = (bytes: Uint8Array): string => readUtf8(bytes, "f");
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const json = (value: unknown): Uint8Array => encode(JSON.stringify(value));

/** A message as structured clone gives it; text that is no JSON is a message too. */
function messageOf(bytes: Uint8Array): unknown {
  const text = decode(bytes);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

const HOST: PythonHost = {
  methods: new Map([
    [
      "encode",
      async ([text]) => {
        if (typeof text !== "string") throw new PythonError("TypeError", "It takes a text.");
        return text.length;
      },
    ],
  ]),
  dispose: () => undefined,
};

const COLUMNS = signatureOf(defaultWrapper("pyfunc")).inputs ?? [];
const SERVED: ServedModel = {
  option: "pyfunc",
  params: null,
  columns: COLUMNS,
  mlflowVersion: "3.17.2",
  predict: (prompt) => {
    always(typeof prompt === "string", "a prompt is text");
    return Promise.resolve(prompt);
  },
};
const SERVED_CHAT: ServedModel = {
  option: "transformers",
  task: "llm/v1/chat",
  columns: signatureOf(defaultWrapper("transformers")).inputs ?? [],
  mlflowVersion: "3.17.2",
  predict: () =>
    Promise.resolve({
      id: "i",
      object: "chat.completion",
      created: 1,
      model: "m",
      usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
      choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: "a" } }],
    }),
};
const STATUSES = new Set([200, 400, 405, 415, 500]);
const MOST_OF_ANSWER = 20_000_000;

function checkAnswer({ status, contentType, body }: ServedResponse): number {
  always(STATUSES.has(status), `${status} is no status of the server's`);
  always(body.length <= MOST_OF_ANSWER, "an answer is not many times its request");
  if (contentType === "application/json" && status !== 200) JSON.parse(body);
  return status;
}

/** OpenAI's routes, whose model says what was asked. */
async function openAi(body: Uint8Array): Promise<number> {
  let status = 0;
  let sent = "";
  const response = {
    headersSent: false,
    writeHead: (given: number) => {
      status = given;
      response.headersSent = true;
    },
    write: (text: string) => void (sent += text),
    end: (text = "") => void (sent += text),
  };
  const create = async (request: never, _options: unknown): Promise<unknown> => {
    const { messages, stops } = readChatRequest(request);
    always(
      messages.every(({ content }) => typeof content === "string"),
      "a message is text",
    );
    always(
      stops.every((stop) => typeof stop === "string"),
      "a stop is text",
    );
    if ((request as { stream?: boolean }).stream !== true) return { object: "chat.completion" };
    return (async function* () {
      yield { choices: [{ delta: { role: "assistant" } }] };
      yield { choices: [{ delta: { content: messages.at(-1)?.content } }] };
    })();
  };
  let failure: unknown = null;
  await answerOpenAi(
    { name: "m", chat: { completions: { create } } } as unknown as MlflowModel,
    {
      path: "/v1/chat/completions",
      method: "POST",
      contentType: "application/json",
      body: Buffer.from(body),
    },
    response as unknown as ServerResponse,
    { signal: new AbortController().signal, told: (error) => (failure = error) },
  );
  always([200, 400].includes(status), "a request is answered or to blame");
  if (failure !== null) throw failure as Error;
  // Server-sent events: each is one line of JSON.
  if (sent.startsWith("data: ")) {
    const events = sent.split("\n\n");
    always(events.at(-2) === "data: [DONE]", "a stream ends with its mark");
    for (const event of events.slice(0, -2)) JSON.parse(event.slice("data: ".length));
  } else JSON.parse(sent);
  return status;
}

export const MESSAGES: Readonly<Record<string, Target>> = {
  "service-message": {
    seeds: [
      {
        kind: "offline",
        files: { cachedFiles: 1, totalFiles: 2, cachedBytes: 3, totalBytes: 4, busy: true, problem: null },
      },
      { kind: "endpoint-offer" },
      { kind: "fill" },
      { kind: "take-over" },
    ].map(json),
    words: [...JSON_WORDS, '"kind":', '"report"', '"offline"', '"files":', '{"text":"a","parts":[]}'],
    read: (bytes) => {
      const message = messageOf(bytes);
      const from = readFromService(message);
      if (from?.kind === "offline") {
        const { cachedFiles, totalFiles, problem } = from.files;
        always(Number.isFinite(cachedFiles + totalFiles), "a count is a number");
        always(
          problem === null || ["string", "object"].includes(typeof problem),
          "a problem is told in words",
        );
      }
      return [from, readToService(message)];
    },
  },
  "worker-message": {
    seeds: [
      { kind: "result", id: 1, result: {} },
      { kind: "event", id: 1, index: 0, args: [1] },
      { kind: "error", id: 1, error: { code: "network", message: "a", details: {}, cause: null } },
      { kind: "stream", name: "stdout", text: "a" },
      { kind: "output", output: { output_type: "display_data", data: {}, metadata: {} } },
      { replaces: 1, items: [{ name: "a", kind: "module", detail: "" }] },
    ].map(json),
    words: [...JSON_WORDS, '"kind":', '"fatal"', '"error":', '"stream"', '"items":'],
    read: (bytes) => {
      const message = messageOf(bytes);
      const event = readEvent(message);
      always(
        ["stream", "output", "clear", "text", "answer"].includes(event.kind),
        "an event is of a known kind",
      );
      return [isReply(message), event, readCompletions(message)];
    },
  },
  "bridge-message": {
    seeds: [
      { kind: "call", id: 1, method: "encode", args: ["Hi"] },
      { kind: "call", id: 2, method: "constructor", args: [] },
      { kind: "abort", id: 1 },
    ].map(json),
    words: [...JSON_WORDS, '"kind":', '"call"', '"method":', '"args":', '"shared":{}'],
    read: async (bytes) => {
      const replies: unknown[] = [];
      const port = {
        postMessage: (reply: unknown) => void replies.push(reply),
        onmessage: null as ((event: MessageEvent) => void) | null,
      };
      const end = serveHost(port, HOST);
      port.onmessage?.({ data: messageOf(bytes) } as MessageEvent);
      await new Promise((resolve) => setImmediate(resolve));
      end();
      for (const reply of replies)
        always(["value", "error"].includes((reply as { kind: string }).kind), "a call is answered");
      return replies;
    },
  },
  // The first line is the content type.
  "endpoint-request": {
    seeds: [
      'application/json\n{"inputs": ["a"]}',
      'application/json; charset=utf-8\n{"dataframe_split": {"columns": ["prompt"], "data": [["a"]]}, "params": {}}',
      'text/csv\nprompt\n"a"\n',
      'application/json\n{"input_data": {"columns": ["messages"], "data": [["a"]]}}',
      'application/json\n{"messages": [{"role": "user", "content": "Hi"}], "max_tokens": 3}',
      'application/json\n{"instances": [{"prompt": "a"}]}',
    ].map(encode),
    words: [
      ...JSON_WORDS,
      '"dataframe_records":',
      '"index":',
      "; charset=",
      "text/csv\n",
      '"params":',
      "\ufeff",
    ],
    read: async (bytes) => {
      const end = bytes.indexOf(10);
      const contentType = decode(bytes.slice(0, Math.max(0, end)));
      const { buffer } = bytes.slice(end + 1);
      const statuses: number[] = [];
      for (const model of [SERVED, SERVED_CHAT]) {
        for (const route of ["invocations", "score"] as const) {
          const request = { route, method: "POST", contentType, body: buffer };
          statuses.push(checkAnswer(await answerRequest(request, model, new AbortController().signal)));
        }
      }
      return statuses;
    },
  },
  "openai-request": {
    seeds: [
      { messages: [{ role: "user", content: "Hi" }], stream: true, stop: ["a"], max_tokens: 3 },
      { messages: [{ role: "system", content: "a" }], stream_options: { include_usage: true }, n: 1 },
    ].map(json),
    words: [...JSON_WORDS, '"stream":true', '"stop":', '"messages":', "\\u2028", "\\n\\ndata: [DONE]\\n\\n"],
    read: openAi,
  },
};
