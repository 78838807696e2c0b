import type { ModelBundle } from "#bundle/bundle.ts";
import type { PyfuncWrapper } from "#wrapper/wrapper.ts";

/**
 * The source's name in an artifact, also the `model` of a chat completion: the bundle's name, with only the characters that every system
 * allows in a folder name.
 */
export function sourceModelName(bundle: ModelBundle): string {
  const { origin } = bundle;
  if (bundle.sourceModelName !== undefined) return bundle.sourceModelName;
  const name =
    origin.kind === "folder" ? origin.folderName : origin.kind === "embedded" ? bundle.id : bundle.name;
  return name.replaceAll(/[^\w.-]+/g, "-").replaceAll(/^[-.]+|(?<![-.])[-.]+$/g, "") || "model";
}

/** The model's name under artifacts/; null for a class that takes none. */
export function artifactFolder({ coded }: PyfuncWrapper, bundle: ModelBundle): string | null {
  return coded?.logged === undefined ? sourceModelName(bundle) : coded.logged.folder;
}
