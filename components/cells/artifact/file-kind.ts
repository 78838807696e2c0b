import type { ArtifactFile } from "#mlflow/artifact.ts";

const TEXT = /\.(json|jsonl|jinja|md|py|toml|txt|ya?ml)$|^MLmodel$|^registered_model_meta$|LICENSE/i;

/** Whether a file can be shown as text: judged by its content if it is made here, otherwise by its name. */
export function isText(file: ArtifactFile): boolean {
  if (file.content.kind === "text") return true;
  if (file.content.kind === "bytes") return false;
  return TEXT.test(file.path.split("/").at(-1) ?? "");
}
