/** Sources other than a folder's address: the package loads this module when it meets one. Errors as `EngineWorker.open`. */
import { message } from "#base/message.ts";
import { percentDecoded } from "#base/percent-decoded.ts";
import type { ModelBundle } from "#bundle/bundle.ts";
import { bundleOfFiles, isLitter } from "#bundle/bundle-of-files.ts";
import { hubAddress, parseHubPlace } from "#bundle/download/hub-address.ts";
import { lookUpHub } from "#bundle/download/hub-source.ts";
export { openDirectory } from "#bundle/open-folder.ts";
import { openZip } from "#bundle/open-zip.ts";
import { fetchFile, readBody } from "./fetch-file.ts";
import type { FilesOfFolder, HubModel, SourceEvents } from "./model-source.ts";

/** Progress is for eyes. */
const PROGRESS_MS = 50;

/** @param source its files may include what systems put into every folder, which is left out. */
export async function openFiles({ name, files }: FilesOfFolder): Promise<ModelBundle> {
  const own = files.filter(({ path }) => !isLitter(path));
  return bundleOfFiles(own, { kind: "folder", folderName: name });
}

export function openZipBlob(
  blob: Blob,
  name: string,
  { onProgress }: SourceEvents,
  signal: AbortSignal,
): Promise<ModelBundle> {
  const label = message`Opening ${name}`;
  // A file keeps what it is: Node cannot put one into another.
  const zip = blob instanceof File ? blob : (Object.assign(blob, { name }) as File);
  return openZip(zip, {
    signal,
    onBytes: (loadedBytes, totalBytes) => onProgress({ label, loadedBytes, totalBytes }),
  });
}

/** @param maxBytes ends the download once more bytes have come. */
export async function openZipUrl(
  url: URL,
  maxBytes: number,
  events: SourceEvents,
  signal: AbortSignal,
): Promise<ModelBundle> {
  const name = percentDecoded(url.pathname.split("/").at(-1) ?? "");
  const label = message`Downloading ${name}`;
  const response = await fetchFile(url, signal);
  const totalBytes = Number(response.headers.get("Content-Length") ?? 0);
  let toldMs = Number.NEGATIVE_INFINITY;
  const blob = await readBody(response, url, maxBytes, (loadedBytes) => {
    const nowMs = performance.now();
    if (nowMs - toldMs < PROGRESS_MS && loadedBytes < totalBytes) return;
    toldMs = nowMs;
    // Of a packed answer, the length is the packed one.
    events.onProgress({ label, loadedBytes, ...(totalBytes >= loadedBytes && { totalBytes }) });
  });
  return openZipBlob(blob, name, events, signal);
}

/** The model that a page of the hub is about. */
export async function openHubPage(url: URL, signal: AbortSignal): Promise<ModelBundle> {
  const { repository, revision, path } = parseHubPlace(url.href);
  const place = { ...(revision !== null && { revision }), ...(path !== null && { variant: path }) };
  return openHub({ kind: "hub", repository, ...place }, signal);
}

/** The files of a repository, read in place: nothing is stored. */
export async function openHub(source: HubModel, signal: AbortSignal): Promise<ModelBundle> {
  const { repository, revision = "main", variant = null, hubUrl = hubAddress } = source;
  const options = { fetch: globalThis.fetch, signal };
  const [plan] = await lookUpHub({ kind: "hub", hubUrl, repository, revision, variant }, options);
  if (plan === undefined) throw new Error("The hub's answer holds no model.");
  return {
    id: plan.id,
    name: plan.name,
    origin: { kind: "download", host: new URL(hubUrl).host },
    isDemo: false,
    description: "",
    files: plan.files.map(({ path, sizeBytes, url, digest }) => ({
      path,
      sizeBytes,
      ...(digest?.algorithm === "sha256" && { sha256: digest.hex }),
      source: { kind: "url", url },
    })),
  };
}
