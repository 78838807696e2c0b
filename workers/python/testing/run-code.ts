/** Runs code cells as the page does, and asks the model that one has logged as an inference cell below it does. */
import { inspectBundle } from "#bundle/inspect.ts";
import type { RunContext } from "#cells/cell-behaviour.ts";
import { codeBehaviour } from "#cells/code/code-behaviour.ts";
import { type CodeOutput, loggedLast } from "#cells/code/code-cell.ts";
import { inferenceBehaviour } from "#cells/inference/inference-behaviour.ts";
import type { PythonSession } from "#python/python-session.ts";

function contextOf(session: PythonSession): RunContext {
  return {
    python: () => Promise.resolve(session),
    typedPython: () => Promise.resolve([]),
    reader: { inspectBundle },
    events: { onProgress: () => undefined, onTextDelta: () => undefined },
    onOutput: () => undefined,
    onOwnSource: () => Promise.resolve(),
    onInput: () => Promise.reject(new Error("Nothing asks.")),
    signal: new AbortController().signal,
    now: () => new Date(0),
    newUuid: () => "00000000-0000-4000-8000-000000000001",
  } as unknown as RunContext;
}

/** @throws if it raises. @returns its output, with what it printed. */
export async function runCode(
  session: PythonSession,
  source: string,
): Promise<CodeOutput & { readonly printed: string }> {
  const cell = { id: "c", type: "code", kind: "python", source } as const;
  const output = await codeBehaviour.run(cell, { model: null, wrapper: null }, contextOf(session));
  if (output.failed) throw new Error(JSON.stringify(output.outputs.at(-1)));
  const printed = output.outputs.filter((each) => each["name"] === "stdout").map((each) => each["text"]);
  return { ...output, printed: printed.join("") };
}

/** @returns the answer's repr. */
export async function askLogged(
  session: PythonSession,
  models: NonNullable<CodeOutput["models"]>,
  input: string,
  params?: string,
): Promise<string> {
  const made = loggedLast({ type: "code", outputs: [], executionCount: 1, failed: false, models });
  if (made === null) throw new Error("Nothing was made.");
  const cell = { id: "i", type: "inference", input, ...(params !== undefined && { params }) } as const;
  const { output } = await inferenceBehaviour.run(cell, made, contextOf(session));
  if (output.option !== "class") throw new Error("The page's own path has answered.");
  if (output.failed) throw new Error(JSON.stringify(output.outputs.at(-1)));
  return output.repr;
}
