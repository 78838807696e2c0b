import { inputFormOfOption } from "#wrapper/input-form.ts";
import { isRecord } from "#base/record.ts";
import { parseJson } from "#base/parse-json.ts";
import { useEffect, useRef, useState } from "react";
import { AppError, isAbort } from "#base/errors.ts";
import { message, type Wording } from "#base/message.ts";
import { exactAnswerText } from "../inference/answer-text.ts";
import { useActions } from "#components/app-context.ts";
import type { EndpointReply, EndpointRequest } from "#deploy/ask-endpoint.ts";
import { curlCommand } from "#deploy/curl-command.ts";
import type { Deployment } from "#deploy/deploy-files.ts";
import {
  type AnswerForm,
  answerText,
  type ModelInput,
  type PayloadForm,
  requestBody,
} from "#deploy/sample-request.ts";
import type { CellId } from "#notebook/cell.ts";
import type { TracedCall } from "#registry/trace.ts";

/** The outcome of one question. The page is asked after the endpoint, so that it does not slow down one on this machine. */
export type TestResult =
  | { readonly status: "sending" }
  | {
      readonly status: "failed";
      readonly why: Wording;
      /** The request for a terminal; null if none was sent. */
      readonly curl: string | null;
    }
  | {
      readonly status: "answered";
      readonly reply: EndpointReply;
      /** null if the response has none. */
      readonly answer: string | null;
      readonly page: PageAnswer;
      /** For a trace. */
      readonly call: TracedCall;
    };

type PageAnswer =
  | { readonly status: "asking" }
  | { readonly status: "failed"; readonly why: Wording }
  | { readonly status: "answered"; readonly answer: string; readonly elapsedMs: number };

interface EndpointTestState {
  readonly url: string;
  readonly token: string;
  readonly question: string;
  readonly form: PayloadForm;
  readonly forms: readonly PayloadForm[];
  /** Form of an address, for the empty field. */
  readonly placeholder: string;
}

/** The state of a deployment's test tab; none of it is stored. */
export interface EndpointTestView {
  readonly state: EndpointTestState;
  readonly change: (part: Partial<EndpointTestState>) => void;
  /** null before the first question. */
  readonly result: TestResult | null;
  readonly isBusy: boolean;
  readonly send: () => Promise<void>;
  readonly stop: () => void;
}

export function useEndpointTest(cellId: CellId, deployment: Deployment): EndpointTestView {
  const { askEndpoint, answerHere } = useActions();
  const forms = [...new Set(deployment.samples.map(({ form }) => form))];
  const [state, setState] = useState<EndpointTestState>({
    url: "",
    token: "",
    question: JSON.stringify(deployment.sampleInput, null, 2),
    form: forms[0] ?? "dataframe_split",
    forms,
    placeholder: deployment.endpointUrl,
  });
  const [result, setResult] = useState<TestResult | null>(null);
  const controller = useRef<AbortController | null>(null);
  useEffect(() => () => controller.current?.abort(), []);

  async function send(): Promise<void> {
    controller.current?.abort();
    const { signal } = (controller.current = new AbortController());
    setResult({ status: "sending" });
    let request: EndpointRequest | null = null;
    try {
      request = {
        url: state.url,
        token: state.token.trim() === "" ? null : state.token.trim(),
        body: requestBody(state.form, parseQuestion(state.question)),
        timeoutSeconds: deployment.timeoutSeconds,
      };
      const reply = await askEndpoint(request, signal);
      const answer = reply.status < 400 ? answerText(answersOf(deployment), parsed(reply.text)) : null;
      const call = tracedReply(state, reply);
      const answered = { status: "answered", reply, answer, call } as const;
      setResult({ ...answered, page: { status: "asking" } });
      const page = await answerOfPage(signal);
      setResult(page && { ...answered, page });
    } catch (thrown) {
      const { code, wording } = AppError.from(thrown);
      // A terminal may reach what the page did not.
      const curl = request !== null && code === "network" ? curlCommand(request) : null;
      setResult(isAbort(thrown) ? null : { status: "failed", why: wording, curl });
    }
  }

  async function answerOfPage(signal: AbortSignal): Promise<PageAnswer> {
    try {
      const output = await answerHere(cellId, state.question, signal);
      return { status: "answered", answer: exactAnswerText(output), elapsedMs: output.metrics.totalMs };
    } catch (thrown) {
      if (isAbort(thrown)) throw thrown;
      return { status: "failed", why: AppError.from(thrown).wording };
    }
  }

  return {
    state,
    change: (part) => setState((before) => ({ ...before, ...part })),
    result,
    isBusy:
      result?.status === "sending" || (result?.status === "answered" && result.page.status === "asking"),
    send,
    stop: () => controller.current?.abort(),
  };
}

function tracedReply(
  { url, question }: EndpointTestState,
  { status, text, latencyMs }: EndpointReply,
): TracedCall {
  return {
    name: "predict",
    inputs: question,
    outputs: parsed(text) === undefined ? JSON.stringify(text) : text,
    // The answer has just arrived.
    startedAtMs: Date.now() - latencyMs,
    durationMs: latencyMs,
    firstTokenMs: null,
    tokens: null,
    // A query may hold a key.
    attributes: { "url.full": url.replace(/[?#].*$/s, ""), "http.response.status_code": status },
    error: status < 400 ? null : `${status}`,
  };
}

function parseQuestion(text: string): ModelInput {
  const value = parsed(text);
  if (!isRecord(value)) {
    throw new AppError(
      "invalid-input",
      message`The question should be a JSON object, such as the one that stood here.`,
    );
  }
  return value;
}

/** @returns undefined for text that is not JSON. */
function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

function answersOf({ option, answers }: Deployment): AnswerForm {
  return answers ?? inputFormOfOption(option);
}
