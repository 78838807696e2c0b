import { percentEncodedPath } from "#base/percent-encoded.ts";
import { boolean, type InferOutput, is, object, string } from "valibot";
import { AppError, isAbort, WordedError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { list, sha256Schema, sizeSchema } from "#base/schemas.ts";
import type { BundleFile, ModelBundle } from "./bundle.ts";
import { checkPaths } from "./check-path.ts";
import { embeddedBundleId } from "./embedded-bundle.ts";

/** bundle.json beside the embedded model's files, written by tools/demo-model. */
const embeddedManifestSchema = object({
  name: string(),
  description: string(),
  demo: boolean(),
  files: list(object({ path: string(), size: sizeSchema, sha256: sha256Schema })),
});

export interface OpenEmbeddedOptions {
  readonly fetch?: typeof globalThis.fetch;
  readonly signal?: AbortSignal;
}

/**
 * Opens the model that ships with the page; its files are read when needed.
 * @param baseUrl absolute URL of the folder that holds bundle.json, e.g. `new URL("models/phi3-demo/", document.baseURI)`.
 * @throws AppError "network" if the manifest cannot be read, "invalid-bundle" if it is not one, "unsafe-path", "aborted".
 */
export async function openEmbedded(
  baseUrl: string | URL,
  options: OpenEmbeddedOptions = {},
): Promise<ModelBundle> {
  const base = new URL(baseUrl);
  if (!base.pathname.endsWith("/")) base.pathname += "/";
  const manifest = parseManifest(await readManifest(new URL("bundle.json", base), options));
  checkPaths(manifest.files.map((file) => file.path));
  return {
    id: embeddedBundleId,
    name: manifest.name,
    origin: { kind: "embedded" },
    isDemo: manifest.demo,
    description: manifest.description,
    files: manifest.files
      .map((file): BundleFile => ({
        path: file.path,
        sizeBytes: file.size,
        sha256: file.sha256,
        source: {
          kind: "url",
          url: new URL(percentEncodedPath(file.path), base).href,
        },
      }))
      .toSorted((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

async function readManifest(
  url: URL,
  { fetch = globalThis.fetch, signal }: OpenEmbeddedOptions,
): Promise<unknown> {
  try {
    // "no-cache" asks the server whether it changed: with an old manifest, new files would look damaged.
    const response = await fetch(url.href, {
      cache: "no-cache",
      ...(signal === undefined ? {} : { signal }),
    });
    if (!response.ok) throw new WordedError(message`the server answered ${response.status}`);
    return (await response.json()) as unknown;
  } catch (error) {
    if (isAbort(error)) throw AppError.from(error);
    throw new AppError(
      "network",
      message`The embedded demo model could not be read from the page's server. Check that the page is still being served, and try again; a model of your own can be opened meanwhile.`,
      { details: { url: url.href }, cause: error },
    );
  }
}

function parseManifest(json: unknown): InferOutput<typeof embeddedManifestSchema> {
  if (is(embeddedManifestSchema, json)) return json;
  throw new AppError(
    "invalid-bundle",
    message`The embedded demo model's bundle.json does not list its files as expected ({name, description, demo, files}). The page was not built or copied whole: build it again.`,
  );
}
