/** Any server's folder of files with a list in the form of the embedded model's bundle.json; or a bundle file. */
import { plainName } from "#base/seen-text.ts";
import { percentEncodedPath } from "#base/percent-encoded.ts";
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { isManifest, type ManifestFileJson, manifestName } from "../manifest.ts";
import { planNotebook } from "./plan-notebook.ts";
import { createPlan, defaultPieceBytes, type DownloadFile, type DownloadPlan } from "./plan.ts";
import { parseAddress, requestBytes, requestJson, type SourceOptions } from "./source-request.ts";
import { lookUpBundleFile } from "./bundle-file-source.ts";

export interface ManifestSource {
  readonly kind: "manifest";
  /** Address of the JSON, of the folder that holds it as bundle.json, or of a .phi3bundle.zip. */
  readonly url: string;
}

/**
 * Reads a list of files and returns the plan for them.
 * @throws AppError "invalid-argument" for an invalid address, "network", "invalid-bundle" if it is not such a list, "unsafe-path",
 * "aborted".
 */
export async function lookUpManifest(source: ManifestSource, options: SourceOptions): Promise<DownloadPlan> {
  const url = parseAddress(source.url);
  if (/\.zip$/i.test(url.pathname)) return lookUpBundleFile(url, options);
  if (!/\.json$/i.test(url.pathname)) url.pathname = `${url.pathname.replace(/\/$/, "")}/${manifestName}`;
  const { json } = await requestJson(url, options);
  if (!isManifest(json)) {
    throw new AppError(
      "invalid-bundle",
      message`${url.href} is not a list of a model's files. Expected {"name": …, "files": [{"path": …, "size": …, "sha256": …}]}.`,
    );
  }
  const { notebook } = json;
  return createPlan({
    name: plainName(json.name),
    origin: { kind: "manifest", url: url.href },
    files: json.files.map((file) => fileOf(file, url)),
    ...(notebook !== undefined && {
      notebook: await planNotebook(json, notebook, () =>
        requestBytes(addressOf(notebook.path, url), options),
      ),
    }),
  });
}

function fileOf({ path, size, sha256, url, pieces }: ManifestFileJson, base: URL): DownloadFile {
  const pieceBytes = pieces?.bytes ?? defaultPieceBytes;
  if (pieces !== undefined && pieces.sha256.length !== Math.ceil(size / pieceBytes)) {
    throw new AppError(
      "invalid-bundle",
      message`The list has ${pieces.sha256.length} pieces of ${path}, and its size needs ${Math.ceil(size / pieceBytes)}. Make the list again.`,
    );
  }
  const address = url === undefined ? addressOf(path, base) : URL.parse(url, base);
  if (address === null) {
    throw new AppError(
      "invalid-bundle",
      message`The list tells the address ${JSON.stringify(url)} for ${path}, which is none. Make the list again.`,
    );
  }
  return {
    path,
    sizeBytes: size,
    url: parseAddress(address.href).href,
    digest: sha256 === undefined ? null : { algorithm: "sha256", hex: sha256 },
    pieceBytes,
    pieceSha256: pieces?.sha256 ?? null,
  };
}

function addressOf(path: string, base: URL): URL {
  return new URL(percentEncodedPath(path), base);
}
