/** Asks for a row of the table: by the page's own generate(), or by the wrapper's class if that runs itself. */
import { nullable, number, object, parseJson as readJson, pipe, string, union } from "valibot";
import { AppError, cancelled, throwIfAborted } from "#base/errors.ts";
import { parseJson } from "#base/parse-json.ts";
import { readStored } from "#base/read-stored.ts";
import { list } from "#base/schemas.ts";
import { uuid4 } from "#base/uuid4.ts";
import type { Answered } from "#evaluate/evaluation.ts";
import type { InferenceOutput, RuntimeFacts } from "#inference/inference-port.ts";
import { textOfAnswer, usageOf } from "#pipeline/text-completion.ts";
import { runsItself } from "#wrapper/wrapper.ts";
import type { JupyterJson } from "../cell-base.ts";
import type { OutputsAbove, RunContext } from "../cell-behaviour.ts";
import { errorOf } from "../error-of-outputs.ts";
import { runtimeSchema } from "../inference/answer-schema.ts";
import { type ClassModel, metricsOf, modelInPython } from "../inference/ask-class.ts";
import { inferenceRequest } from "../inference/inference-request.ts";
import { needed } from "../output-above.ts";
import { askPython } from "./ask-python.ts";
import type { EvaluateCell } from "./evaluate-cell.ts";

interface AskedRow {
  readonly answer: Answered;
  readonly runtime: RuntimeFacts | null;
  /** What the class wrote to standard output. */
  readonly printed: string;
}

/**
 * @param request JSON, with the row's texts filled in.
 * @throws AppError "aborted" if it was stopped; "invalid-input" and other errors of the row; errors that keep every row from being asked.
 */
type AskRow = (request: string) => Promise<AskedRow>;

type Context = Pick<RunContext, "inference" | "python" | "events" | "onInput" | "signal">;

export function askerOf(cell: EvaluateCell, above: OutputsAbove, context: Context): AskRow {
  const { wrapper, code } = needed(above.wrapper, cell.id);
  const model = needed(above.model, cell.id);
  const runtime = cell.runtime ?? "automatic";
  if (runsItself(wrapper)) return classAsker({ ...model, wrapper, code, runtime }, context);
  return async (request) => {
    throwIfAborted(context.signal);
    const asked = inferenceRequest(model, wrapper, runtime, request, { seed: cell.seed });
    const events = { ...context.events, onTextDelta: () => undefined };
    const output = await context.inference.predict(asked.request, events, context.signal);
    if (output.stopped) throw cancelled();
    return { answer: answerOf(output), runtime: output.runtime, printed: "" };
  };
}

function answerOf(output: InferenceOutput): Answered {
  const { promptTokens, generatedTokens, totalMs, timeToFirstTokenMs, tokensPerSecond } = output.metrics;
  const answer = output.option === "transformers" ? output.response[0] : undefined;
  const usage = usageOf(answer);
  return {
    text: output.option === "pyfunc" ? output.response : textOfAnswer(answer),
    promptTokens: usage?.prompt_tokens ?? promptTokens,
    completionTokens: usage?.completion_tokens ?? generatedTokens,
    timeMs: totalMs,
    timeToFirstTokenMs,
    tokensPerSecond,
  };
}

/** From phi3_session/wrappers.py: the answer, or the exception of the row. */
const evaluatedSchema = union([
  object({ error: string() }),
  object({
    text: string(),
    promptTokens: number(),
    completionTokens: number(),
    tokenTimesMs: list(number()),
    totalMs: number(),
    loadMs: number(),
    /** JSON */
    runtime: pipe(string(), readJson(), nullable(runtimeSchema)),
  }),
]);

/** The model is loaded for the first row and used for all, by the same Python as in the saved notebook. */
function classAsker(model: ClassModel, { python, events, onInput, signal }: Context): AskRow {
  const readiness = model.report.pyfunc.runs;
  const { imports, ask } = askPython(model.wrapper, model.code, undefined);
  const run = uuid4();
  return async (request) => {
    if (!readiness.ready) throw new AppError("invalid-bundle", readiness.reason);
    throwIfAborted(signal);
    const session = await python();
    const { json, outputs } = await session.ask(
      {
        name: "evaluate",
        opened: model.wrapper.coded.opened ?? null,
        argument: async (offer) => ({
          request,
          run,
          model: await modelInPython(model, offer, signal),
          artifactsKey: model.wrapper.artifactsKey,
          ask: `${imports.join("\n")}\n\n${ask}`,
        }),
      },
      { onProgress: (progress) => events.onProgress(progress), onTextDelta: () => undefined, onInput },
      signal,
    );
    // An interrupt can reach the class as an exception of the engine.
    throwIfAborted(signal);
    if (json === null) throw new AppError("raised", errorOf(outputs));
    const given = readStored(evaluatedSchema, parseJson(json), "Python");
    if ("error" in given) throw new AppError("invalid-input", given.error);
    const { text, promptTokens, completionTokens, tokenTimesMs, totalMs, loadMs, runtime } = given;
    const { timeToFirstTokenMs, tokensPerSecond } = metricsOf(tokenTimesMs, promptTokens, totalMs, loadMs);
    return {
      answer: { text, promptTokens, completionTokens, timeMs: totalMs, timeToFirstTokenMs, tokensPerSecond },
      runtime,
      printed: printedIn(outputs),
    };
  };
}

function printedIn(outputs: readonly JupyterJson[]): string {
  return outputs
    .map(({ name, text }) => (name === "stdout" && typeof text === "string" ? text : ""))
    .join("");
}
