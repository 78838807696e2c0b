import { boolean, literal, number, object } from "valibot";
import { list, recordSchema } from "#base/schemas.ts";
import { inLines } from "../jupyter-outputs.ts";
import type { RunBehaviour } from "../cell-behaviour.ts";
import type { CodeCell, CodeOutput } from "./code-cell.ts";

export const codeBehaviour: RunBehaviour<CodeCell, CodeOutput> = {
  withText: (cell, _field, source) => ({ ...cell, source }),
  async run({ source }, _above, { python, typedPython, events, onOutput, onInput, signal }) {
    const session = await python();
    for (const typed of await typedPython()) {
      const given = await session.define(
        typed,
        {
          onProgress: (progress) => events.onProgress(progress),
          onTextDelta: () => undefined,
          onInput,
        },
        signal,
      );
      if (given !== null) return { type: "code", ...given };
    }
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
