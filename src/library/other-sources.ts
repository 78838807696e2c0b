/** Sources other than a folder's address: the package loads this module when it meets one. Errors as `EngineWorker.open`. */
import { message } from "#base/message.ts";
import type { ModelBundle } from "#bundle/bundle.ts";
import { bundleOfFiles, isLitter } from "#bundle/bundle-of-files.ts";
import { hubAddress } from "#bundle/download/hub-address.ts";
import { lookUpHub } from "#bundle/download/hub-source.ts";
export { openDirectory } from "#bundle/open-folder.ts";
import { openZip } from "#bundle/open-zip.ts";
import type { FilesOfFolder, HubModel, SourceEvents } from "./model-source.ts";

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
