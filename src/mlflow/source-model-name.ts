import type { ModelBundle } from "#bundle/bundle.ts";

/**
 * The name that an artifact gives its source, and that a chat completion's `model` says: the bundle's own name, in
 * characters that every system takes in a folder's name.
 */
export function sourceModelName(bundle: ModelBundle): string {
  const { origin } = bundle;
  if (bundle.sourceModelName !== undefined) return bundle.sourceModelName;
  const name =
    origin.kind === "folder" ? origin.folderName : origin.kind === "embedded" ? bundle.id : bundle.name;
  return name.replaceAll(/[^\w.-]+/g, "-").replaceAll(/^[-.]+|[-.]+$/g, "") || "model";
}
