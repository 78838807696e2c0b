import { boolean, literal, number, object } from "valibot";
import { isRecord } from "#base/record.ts";
import { list, recordSchema } from "#base/schemas.ts";
import { toLines } from "../jupyter-outputs.ts";
import type { RunBehaviour } from "../cell-behaviour.ts";
import type { JupyterJson } from "../cell-base.ts";
import type { CodeCell, CodeOutput } from "./code-cell.ts";

export const codeBehaviour: RunBehaviour<CodeCell, CodeOutput> = {
  withText: (cell, _field, source) => ({ ...cell, source }),
  async run({ source }, _above, { python, events, onOutput, onInput, signal }) {
    const session = await python();
    const run = await session.run(
      source,
      {
        onProgress: (progress) => events.onProgress(progress),
        onOutputs: (outputs, executionCount) =>
          onOutput({ type: "code", outputs, executionCount, failed: false }),
        onInput,
      },
      signal,
    );
    return { type: "code", ...run };
  },
  outputs: ({ outputs }) => outputs.map(inLines),
  kept: object({
    type: literal("code"),
    outputs: list(recordSchema),
    executionCount: number(),
    failed: boolean(),
  }),
};

/** nbformat has text as lines. */
function inLines(output: JupyterJson): JupyterJson {
  const { text, data } = output;
  if (typeof text === "string") return { ...output, text: toLines(text) };
  if (!isRecord(data)) return output;
  const lines = Object.entries(data).map(([mime, value]) => [
    mime,
    typeof value === "string" && !/^image\/(png|jpeg|gif|webp)$|json/.test(mime) ? toLines(value) : value,
  ]);
  return { ...output, data: Object.fromEntries(lines) };
}
