/**
 * The gate for Python that comes with an opened MLflow model. Everything that would run a wrapper's code asks the session
 * (python-session.ts), and each question names where the code came from: there is no other way.
 */
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";

/** The Python files of an opened MLflow model that would run. */
export interface OpenedSource {
  /** From `sourceDigest` (mlflow/source-digest.ts). */
  readonly sha256: string;
  /** Paths in the model. The first contains its class. */
  readonly files: readonly string[];
}

/** "own": the person's own notebooks wrote it, so nobody is asked. */
export type ConsentAnswer = "given" | "refused" | "own";

/**
 * @param opened null for the person's own code: running a cell is their consent.
 * @param answers by `sha256`.
 * @throws AppError "needs-consent" if the person has not agreed.
 */
export function requireConsent(
  opened: OpenedSource | null,
  answers: ReadonlyMap<string, ConsentAnswer>,
): void {
  if (opened === null || ["given", "own"].includes(answers.get(opened.sha256) ?? "")) return;
  const files = opened.files.join(", ");
  throw new AppError(
    "needs-consent",
    message`This model brings Python of its own (${files}). It does not run until you agree. Run the wrapper or inference cell and answer the question there.`,
    { details: { sha256: opened.sha256, files: JSON.stringify(opened.files) } },
  );
}
