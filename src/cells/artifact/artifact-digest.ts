import type { Artifact } from "#mlflow/artifact.ts";
import { sourceDigest } from "#mlflow/source-digest.ts";

/** Of what would run of the model after opening it: its Python files are only those of the class. */
export function artifactDigest({ files }: Artifact): Promise<string> {
  return sourceDigest(
    files.flatMap(({ path, content }) =>
      content.kind === "text" && path.endsWith(".py") ? [{ path, text: content.text }] : [],
    ),
  );
}
