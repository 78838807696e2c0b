import type { Artifact } from "#mlflow/artifact.ts";
import { sourceDigest } from "#mlflow/source-digest.ts";

/** The digest of what would run if the model was opened: its Python files, which are the class's only. */
export function artifactDigest({ files }: Artifact): Promise<string> {
  return sourceDigest(
    files.flatMap(({ path, content }) =>
      content.kind === "text" && path.endsWith(".py") ? [{ path, text: content.text }] : [],
    ),
  );
}
