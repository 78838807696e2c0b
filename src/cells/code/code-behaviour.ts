import { boolean, exactOptional, literal, number, object, string, union } from "valibot";
import { isAbort, AppError } from "#base/errors.ts";
import { list, recordSchema, wordingSchema } from "#base/schemas.ts";
import { artifactSchema } from "#mlflow/artifact-schema.ts";
import type { CellRun } from "#python/python-session.ts";
import type { ServerModels } from "#python/server-models.ts";
import { inLines } from "../jupyter-outputs.ts";
import type { RunBehaviour, RunContext } from "../cell-behaviour.ts";
import { modelBehaviour } from "../model/model-behaviour.ts";
import { wrapperBehaviour } from "../wrapper/wrapper-behaviour.ts";
import { classIn, type CodeCell, type CodeOutput, type LoggedModel } from "./code-cell.ts";

export const codeBehaviour: RunBehaviour<CodeCell, CodeOutput> = {
  withText: (cell, _field, source) => ({ ...cell, source }),
  async run({ source }, _above, context) {
    const { python, typedPython, events, onOutput, onInput, signal } = context;
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
    const sent = new Map<string, LoggedModel>();
    const models = later(async () => (await import("./server-models.ts")).serverModels(context, sent));
    const { told, ...run } = await session.run(
      source,
      {
        onProgress: (progress) => events.onProgress(progress),
        onOutputs: (outputs, executionCount) =>
          onOutput({ type: "code", outputs, executionCount, failed: false }),
        onInput,
        models,
      },
      signal,
    );
    const output = { type: "code", ...run } as const;
    if (told.length > 0) return { ...output, models: await modelsOf(told, sent, context) };
    const className = run.failed || signal.aborted ? null : classIn(source);
    if (className === null) return output;
    const { definedWrapper } = await import("./logged-model.ts");
    const wrapper = await definedWrapper(session, className, context);
    return wrapper === null ? output : { ...output, wrapper };
  },
  outputs: ({ outputs }) => outputs.map(inLines),
  kept: object({
    type: literal("code"),
    outputs: list(recordSchema),
    executionCount: number(),
    failed: boolean(),
    models: exactOptional(
      list(
        object({
          name: string(),
          uri: string(),
          made: union([
            object({
              artifact: artifactSchema,
              wrapper: wrapperBehaviour.kept,
              model: modelBehaviour.kept,
            }),
            object({ why: wordingSchema }),
          ]),
        }),
      ),
    ),
    wrapper: exactOptional(wrapperBehaviour.kept),
  }),
};

/** Loaded when Python first needs it. */
function later(load: () => Promise<ServerModels>): ServerModels {
  return {
    upload: async (...given) => (await load()).upload(...given),
    open: async (...given) => (await load()).open(...given),
  };
}

/** A model that cannot be made leaves the cell's outputs as they are. */
async function modelsOf(
  told: CellRun["told"],
  sent: ReadonlyMap<string, LoggedModel>,
  context: RunContext,
): Promise<readonly LoggedModel[]> {
  const { loggedModel } = await import("./logged-model.ts");
  const models: LoggedModel[] = [];
  for (const each of told) {
    if ("why" in each) {
      models.push({ name: "model", uri: "", made: each });
      continue;
    }
    try {
      models.push(sent.get(each.json) ?? (await loggedModel(each, context)));
    } catch (thrown) {
      if (isAbort(thrown)) break;
      models.push({ name: "model", uri: "", made: { why: AppError.from(thrown).wording } });
    }
  }
  return models;
}
