import { literal, object } from "valibot";
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { artifactSchema } from "#mlflow/artifact-schema.ts";
import type { Artifact } from "#mlflow/artifact.ts";
import { buildArtifact } from "#mlflow/build-artifact.ts";
import { sourceDigest } from "#mlflow/source-digest.ts";
import type { TypedBehaviour } from "../cell-behaviour.ts";
import { fileList, stdout } from "../jupyter-outputs.ts";
import { needed } from "../output-above.ts";
import type { ArtifactCell, ArtifactOutput } from "./artifact-cell.ts";
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
      await onOwnSource(await sourceDigest(pythonOf(artifact)));
    return { type: "artifact", artifact };
  },
  outputs: ({ artifact }) => [stdout(`${artifact.name}\n${fileList(artifact.files)}`)],
  python: (_cell, { wrapper }) => artifactPython(wrapper),
  kept: object({ type: literal("artifact"), artifact: artifactSchema }),
};

/** What would run of the model after opening it: its Python files are only those of the class. */
function pythonOf({ files }: Artifact): { readonly path: string; readonly text: string }[] {
  return files.flatMap(({ path, content }) =>
    content.kind === "text" && path.endsWith(".py") ? [{ path, text: content.text }] : [],
  );
}
