import { literal, object } from "valibot";
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { requireNames } from "#registry/name-problems.ts";
import { parseTags } from "#registry/parse-tags.ts";
import { parseServerAddress } from "#registry/server-address.ts";
import type { OtherOutput, TypedBehaviour } from "../cell-behaviour.ts";
import { stdout } from "../jupyter-outputs.ts";
import { needed } from "../output-above.ts";
import { aboutModel } from "./about-model.ts";
import { publicationSchema } from "./publication-schema.ts";
import type { RegisterCell, RegisterOutput } from "./register-cell.ts";
import { registerPython } from "./register-python.ts";
import { runRecord } from "./run-record.ts";

export const registerBehaviour: TypedBehaviour<RegisterCell, RegisterOutput> = {
  async run(cell, above, { registry, accessTo, events, signal, otherOutputs, notebookLink }) {
    const { bundle, report } = needed(above.model, cell.id);
    const { wrapper, code } = needed(above.wrapper, cell.id);
    if (cell.server.trim() === "") {
      throw new AppError(
        "invalid-input",
        message`The address of the MLflow tracking server is missing. Enter it, such as http://localhost:5000.`,
      );
    }
    requireNames(cell);
    const answer = lastAnswer(otherOutputs());
    const publication = await registry.publish(
      {
        cellId: cell.id,
        server: accessTo(parseServerAddress(cell.server)),
        experiment: cell.experiment.trim(),
        runName: cell.runName.trim(),
        record: runRecord(wrapper, bundle, answer?.metrics ?? null),
        about: aboutModel(bundle.name, report.card, wrapper, answer, await notebookLink()),
        artifact: { wrapper, code, bundle, report },
        registeredName: cell.registeredName.trim(),
        alias: cell.alias.trim(),
        tags: parseTags(cell.tags),
      },
      (progress) => events.onProgress(progress),
      signal,
    );
    return { type: "register", publication };
  },
  outputs({ publication: { version, modelUri } }) {
    return [stdout(version === null ? `${modelUri}\n` : `${version.name}, version ${version.version}\n`)];
  },
  python: (cell, around) => registerPython(cell, around),
  kept: object({ type: literal("register"), publication: publicationSchema }),
  isFiled: true,
  withText: (cell, field, text) => ({ ...cell, [field]: text }),
};

/** What is known about the last answer of the same model and wrapper; null if there is none. */
function lastAnswer(others: readonly OtherOutput[]) {
  const answers = others.flatMap(({ output, isOfSame }) =>
    isOfSame && output.type === "inference" ? [output.output] : [],
  );
  return answers.at(-1) ?? null;
}
