import { exactOptional, literal, object } from "valibot";
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { list, wordingSchema } from "#base/schemas.ts";
import { artifactSchema } from "#mlflow/artifact-schema.ts";
import { buildArtifact } from "#mlflow/build-artifact.ts";
import type { TypedBehaviour } from "../cell-behaviour.ts";
import { fileList, stdout } from "../jupyter-outputs.ts";
import { needed } from "../output-above.ts";
import { artifactDigest } from "./artifact-digest.ts";
import type { ArtifactCell, ArtifactOutput } from "./artifact-cell.ts";
import { loadNotes } from "./load-notes.ts";
import { artifactPython } from "./artifact-python.ts";

export const artifactBehaviour: TypedBehaviour<ArtifactCell, ArtifactOutput> = {
  async run({ id }, above, { otherOutputs, now, newUuid, onOwnSource, signal }) {
    const { bundle, report } = needed(above.model, id);
    const { wrapper, code } = needed(above.wrapper, id);
    const taken = otherOutputs().find(
      ({ output }) => output.type === "artifact" && output.artifact.name === wrapper.name,
    );
    if (taken) {
      throw new AppError(
        "name-taken",
        message`${taken.where} already makes an artifact named "${wrapper.name}", and two of one name would overwrite each other. Give this cell's wrapper another name.`,
        { details: { name: wrapper.name } },
      );
    }
    const artifact = await buildArtifact({ wrapper, code, bundle, report, now: now(), newUuid, signal });
    if (wrapper.option === "pyfunc" && wrapper.coded !== undefined && wrapper.coded.opened === undefined)
      await onOwnSource(await artifactDigest(artifact));
    return { type: "artifact", artifact, notes: loadNotes(wrapper, report) };
  },
  outputs: ({ artifact }) => [stdout(`${artifact.name}\n${fileList(artifact.files)}`)],
  python: (_cell, around) => artifactPython(around),
  kept: object({
    type: literal("artifact"),
    artifact: artifactSchema,
    notes: exactOptional(list(wordingSchema)),
  }),
};
