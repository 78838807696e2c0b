/** What a wrapper's edited Python says about its model: read, or else run in the notebook's Python. */
import { AppError, cancelled } from "#base/errors.ts";
import { parseJson } from "#base/parse-json.ts";
import { readStored } from "#base/read-stored.ts";
import { codedModel, type LoggedFacts, readLoggedFacts } from "#mlflow/coded-model.ts";
import { parseSignature } from "#mlflow/parse-signature.ts";
import type { OpenedSource } from "#python/model-consent.ts";
import type { PyfuncWrapper } from "#wrapper/wrapper.ts";
import { loggedFactsSchema } from "#wrapper/wrapper-schema.ts";
import type { RunContext } from "../cell-behaviour.ts";
import { errorOf } from "../error-of-outputs.ts";

/**
 * @returns the form with what the code says beyond it.
 * @throws AppError "raised" with the exception that ended the code, "needs-consent", "aborted", "python-ended".
 */
export async function withCodedModel(
  form: PyfuncWrapper,
  code: string,
  opened: OpenedSource | null,
  context: Pick<RunContext, "python" | "events" | "onInput" | "signal">,
): Promise<PyfuncWrapper> {
  const facts = readLoggedFacts(code, form) ?? (await runForFacts(code, opened, context));
  const coded = codedModel(code, form, facts);
  return coded === null ? form : { ...form, coded: { ...coded, ...(opened !== null && { opened }) } };
}

async function runForFacts(
  code: string,
  opened: OpenedSource | null,
  { python, events, onInput, signal }: Pick<RunContext, "python" | "events" | "onInput" | "signal">,
): Promise<LoggedFacts> {
  const session = await python();
  const { json, outputs } = await session.ask(
    { name: "logged", opened, argument: () => Promise.resolve({ code }) },
    { onProgress: (progress) => events.onProgress(progress), onTextDelta: () => undefined, onInput },
    signal,
  );
  if (json === null) {
    if (signal.aborted) throw cancelled();
    throw new AppError("raised", errorOf(outputs));
  }
  return parseFacts(parseJson(json));
}

/** @throws AppError if Python, which may have run anyone's code, returned something else. */
function parseFacts(json: unknown): LoggedFacts {
  const facts = readStored(loggedFactsSchema, json, "Python");
  // MLmodel must contain a valid signature.
  if (facts.signature !== null) parseSignature(facts.signature);
  return facts;
}
