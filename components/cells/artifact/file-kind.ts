import type { ArtifactFile } from "#mlflow/artifact.ts";

const TEXT = /\.(json|jsonl|jinja|md|py|toml|txt|ya?ml)$|^MLmodel$|^registered_model_meta$|LICENSE/i;

/** Whether a file is worth reading as text; by its content where it is made here, by its name elsewhere. */
export function isText(file: ArtifactFile): boolean {
  if (file.content.kind === "text") return true;
  if (file.content.kind === "bytes") return false;
  return TEXT.test(file.path.split("/").at(-1) ?? "");
}
