import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type { ModelBundle } from "#bundle/bundle.ts";
import { isHub } from "#bundle/download/is-hub.ts";
import { tooLarge } from "./fetch-file.ts";
import type { ModelSource, SourceEvents, UrlOfModel } from "./model-source.ts";
import { openFolderUrl, openManifestUrl } from "./open-url.ts";
import { openDirectory, openFiles, openHub, openHubPage, openZipBlob, openZipUrl } from "./other-sources.ts";
import { readFiles } from "./read-files.ts";

const GENAI_CONFIG = "genai_config.json";

/**
 * The files of a model, wherever they lie; read when they are needed, and then no longer than told here.
 * Errors as `EngineWorker.open`.
 */
export async function openSource(
  source: ModelSource,
  events: SourceEvents,
  signal: AbortSignal,
): Promise<ModelBundle> {
  switch (source.kind) {
    case "files":
      return openFiles(source);
    case "directory":
      return openDirectory(source.handle, signal);
    case "zip":
      return openZipBlob(source.blob, source.name, events, signal);
    case "url":
      return openUrl(source, events, signal);
    case "hub":
      return withinBudget(await openHub(source, signal), source.maxBytes);
  }
}

/** @throws AppError "over-limit" before anything large is downloaded. */
function withinBudget(bundle: ModelBundle, maxBytes = Number.POSITIVE_INFINITY): ModelBundle {
  const bytes = readFiles(bundle.files).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if (bytes <= maxBytes) return bundle;
  throw tooLarge(bundle.name, maxBytes);
}

/** The part of a model that generates: all of it, or the one folder that holds genai_config.json. */
export function generatingPart(bundle: ModelBundle): ModelBundle {
  if (bundle.files.some(({ path }) => path === GENAI_CONFIG)) return bundle;
  const folders = bundle.files
    .filter(({ path }) => path.endsWith(`/${GENAI_CONFIG}`))
    .map(({ path }) => path.slice(0, -GENAI_CONFIG.length));
  const [folder] = folders;
  if (folder === undefined || folders.length > 1) {
    throw new AppError(
      "invalid-bundle",
      folder === undefined
        ? message`${bundle.name} holds no ${GENAI_CONFIG}. Give the folder of a model that onnxruntime-genai's model builder made.`
        : message`${bundle.name} holds ${folders.length} models, in ${folders.join(", ")}. Give the folder of one of them.`,
      { details: { folders: folders.join(", ") } },
    );
  }
  const inside = bundle.files.filter(({ path }) => path.startsWith(folder));
  const files = inside.map((file) => ({ ...file, path: file.path.slice(folder.length) }));
  return { ...bundle, files };
}

async function openUrl(
  { url: address, isLookUp = false, maxBytes = Number.POSITIVE_INFINITY }: UrlOfModel,
  events: SourceEvents,
  signal: AbortSignal,
): Promise<ModelBundle> {
  const url = new URL(address);
  const { pathname } = url;
  // The hub's other addresses are pages about a file.
  const isFile = !isHub(url) || pathname.includes("/resolve/");
  if (isFile && /\.json$/i.test(pathname)) return withinBudget(await openManifestUrl(url, signal), maxBytes);
  if (isFile && /\.zip$/i.test(pathname)) {
    return openZipUrl(url, maxBytes, events, signal);
  }
  return withinBudget(
    await (isHub(url) ? openHubPage(url, signal) : openFolderUrl(url, signal, { isLookUp, maxBytes })),
    maxBytes,
  );
}
