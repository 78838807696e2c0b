/** A model's folder on a server, read in place. */
import { percentEncodedPath } from "#base/percent-encoded.ts";
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { parseJson } from "#base/parse-json.ts";
import type { BundleFile, ModelBundle } from "#bundle/bundle.ts";
import { checkPath, checkPaths } from "#bundle/check-path.ts";
import { isManifest, manifestName } from "#bundle/manifest.ts";
import { parseGenaiConfig } from "#genai/config.ts";
import { graphPath, tokenizerPath } from "#genai/model-path.ts";
import { fetchFile, fetchSmall, readBody, toldSize } from "./fetch-file.ts";

/** Beside genai_config.json; those that are not there are passed over. */
const SMALL_FILES = [
  "tokenizer.json",
  "tokenizer_config.json",
  "special_tokens_map.json",
  "chat_template.jinja",
  "chat_template.json",
  "config.json",
  "generation_config.json",
];
/** Where exports keep the weights of an ONNX file. */
const WEIGHTS_ENDINGS = [".data", "_data"];

/** @param url of a bundle.json. Errors as `EngineWorker.open`. */
export async function openManifestUrl(url: URL, signal: AbortSignal): Promise<ModelBundle> {
  const json = jsonOf(await (await fetchSmall(url, signal)).text());
  if (!isManifest(json)) {
    throw new AppError(
      "invalid-bundle",
      message`${url.href} is not a list of a model's files. Expected {"name": …, "files": [{"path": …, "size": …, "sha256": …}]}.`,
      { details: { url: url.href } },
    );
  }
  checkPaths(json.files.map(({ path }) => path));
  return bundleOf(
    url,
    json.name,
    json.files.map(({ path, size, sha256, url: own }): BundleFile => ({
      path,
      sizeBytes: size,
      ...(sha256 !== undefined && { sha256 }),
      source: { kind: "url", url: addressIn(url, path, own ?? percentEncodedPath(path)) },
    })),
  );
}

/**
 * @param folder its bundle.json lists the files; without one, the names are tried that onnxruntime-genai's model builder gives them.
 * Weights are read from their address later, but for those of which the server does not tell the size: they are downloaded at once, or
 * refused where this is only to look. Errors as `EngineWorker.open`.
 */
export async function openFolderUrl(folder: URL, signal: AbortSignal, terms: Terms): Promise<ModelBundle> {
  const base = new URL(folder);
  if (!base.pathname.endsWith("/")) base.pathname += "/";
  try {
    return await openManifestUrl(new URL(manifestName, base), signal);
  } catch (error) {
    const { code, details } = AppError.from(error);
    // Some servers answer an address that they do not have with a page.
    if (details["status"] !== 404 && code !== "invalid-bundle") throw error;
  }
  const files: BundleFile[] = [];
  const leftBytes = (): number => files.reduce((left, { sizeBytes }) => left - sizeBytes, terms.maxBytes);
  // genai_config.json may name files outside the folder, which are none of the model's.
  const small = (path: string) => fetchSmall(fileUrl(path, base), signal, leftBytes());
  const large = (path: string) => largeFile(path, base, signal, { ...terms, maxBytes: leftBytes() });
  const config = await small("genai_config.json");
  const { model } = parseGenaiConfig(await config.text());
  files.push(fileOf("genai_config.json", config));
  for (const path of new Set([...SMALL_FILES, ...SMALL_FILES.map((name) => tokenizerPath(model, name))])) {
    const blob = await unlessMissing(small(path));
    if (blob !== null) files.push(fileOf(path, blob));
  }
  files.push(await large(graphPath(model)));
  for (const ending of WEIGHTS_ENDINGS) {
    const file = await unlessMissing(large(graphPath(model) + ending));
    if (file !== null) files.push(file);
  }
  return bundleOf(base, base.pathname.split("/").at(-2) ?? "", files);
}

/** @throws AppError "unsafe-path" for a path that leads out of the folder. */
function fileUrl(path: string, folder: URL): URL {
  return new URL(percentEncodedPath(checkPath(path)), folder);
}

interface Terms {
  readonly isLookUp: boolean;
  readonly maxBytes: number;
}

/** @throws AppError "invalid-bundle" for an address that is none. */
function addressIn(list: URL, path: string, given: string): string {
  const address = URL.parse(given, list);
  if (address !== null) return address.href;
  throw new AppError(
    "invalid-bundle",
    message`The list tells the address ${JSON.stringify(given)} for ${path}, which is none. Make the list again.`,
    { details: { url: list.href } },
  );
}

function bundleOf(url: URL, name: string, files: readonly BundleFile[]): ModelBundle {
  const origin = { kind: "download", host: url.host } as const;
  return { id: url.href, name, origin, isDemo: false, description: "", files };
}

function fileOf(path: string, blob: Blob): BundleFile {
  return { path, sizeBytes: blob.size, source: { kind: "blob", blob } };
}

/** Asks for one byte, to learn the size. A server that gives no parts sends the whole file. */
async function largeFile(
  path: string,
  base: URL,
  signal: AbortSignal,
  { isLookUp, maxBytes }: Terms,
): Promise<BundleFile> {
  const url = fileUrl(path, base);
  const response = await fetchFile(url, signal, { Range: "bytes=0-0" });
  const isPart = response.status === 206;
  const sizeBytes = toldSize(response);
  if (sizeBytes === null && !isPart && !isLookUp)
    return fileOf(path, await readBody(response, url, maxBytes));
  await response.body?.cancel();
  if (sizeBytes !== null)
    return { path, sizeBytes, source: { kind: "url", url: url.href, ...(!isPart && { isWhole: true }) } };
  throw new AppError(
    "network",
    message`The server does not tell the size of ${path}. Let it expose the header ${isPart ? "Content-Range" : "Content-Length"}, or put a bundle.json beside the model's files that lists them with their sizes.`,
    { details: { url: url.href } },
  );
}

async function unlessMissing<File>(file: Promise<File>): Promise<File | null> {
  try {
    return await file;
  } catch (error) {
    if (AppError.from(error).details["status"] === 404) return null;
    throw error;
  }
}

function jsonOf(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return null;
  }
}
