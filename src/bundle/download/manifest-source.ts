/** Any server's folder of files with a list beside them: the form of the embedded model's bundle.json. */
import { AppError } from "#base/errors.ts";
import {
  createPlan,
  defaultPieceBytes,
  type DownloadFile,
  type DownloadPlan,
  maxPieceBytes,
  minPieceBytes,
} from "./plan.ts";
import { parseAddress, requestJson, type SourceOptions } from "./source-request.ts";

export interface ManifestSource {
  readonly kind: "manifest";
  /** Address of the JSON, or of the folder that holds it as bundle.json. */
  readonly url: string;
}

/**
 * `{name, files: [{path, size, sha256?, url?, pieces?: {bytes, sha256: [...]}}]}`. Without `url` a file lies beside the list.
 * `pieces` lets a damaged part of a file be known without reading all of it again.
 */
interface ManifestJson {
  readonly name: string;
  readonly files: readonly ManifestFileJson[];
}

interface ManifestFileJson {
  readonly path: string;
  readonly size: number;
  readonly sha256?: string;
  readonly url?: string;
  readonly pieces?: { readonly bytes: number; readonly sha256: readonly string[] };
}

/**
 * Reads a list of files, and gives the plan for them.
 *
 * @throws AppError "invalid-argument" for what is no address, "network", "invalid-bundle" when it is no such list,
 * "unsafe-path", "aborted".
 */
export async function lookUpManifest(source: ManifestSource, options: SourceOptions): Promise<DownloadPlan> {
  const url = parseAddress(source.url);
  if (!/\.json$/i.test(url.pathname)) url.pathname = `${url.pathname.replace(/\/$/, "")}/bundle.json`;
  const { json } = await requestJson(url, options);
  if (!isManifest(json)) {
    throw new AppError(
      "invalid-bundle",
      `${url.href} is no list of a model's files. Expected {"name": …, "files": [{"path": …, "size": …, "sha256": …}]}.`,
    );
  }
  return createPlan({
    name: json.name,
    origin: { kind: "manifest", url: url.href },
    files: json.files.map((file) => fileOf(file, url)),
  });
}

function fileOf({ path, size, sha256, url, pieces }: ManifestFileJson, base: URL): DownloadFile {
  const pieceBytes = pieces?.bytes ?? defaultPieceBytes;
  if (pieces !== undefined && pieces.sha256.length !== Math.ceil(size / pieceBytes)) {
    throw new AppError(
      "invalid-bundle",
      `The list has ${pieces.sha256.length} pieces of ${path}, and its size needs ${Math.ceil(size / pieceBytes)}. Make the list again.`,
    );
  }
  const address = new URL(url ?? path.split("/").map(encodeURIComponent).join("/"), base);
  return {
    path,
    sizeBytes: size,
    url: parseAddress(address.href).href,
    digest: sha256 === undefined ? null : { algorithm: "sha256", hex: sha256 },
    pieceBytes,
    pieceSha256: pieces?.sha256 ?? null,
  };
}

function isManifest(json: unknown): json is ManifestJson {
  if (typeof json !== "object" || json === null) return false;
  const { name, files } = json as Partial<Record<keyof ManifestJson, unknown>>;
  return typeof name === "string" && Array.isArray(files) && files.every(isManifestFile);
}

function isManifestFile(json: unknown): json is ManifestFileJson {
  if (typeof json !== "object" || json === null) return false;
  const { path, size, sha256, url, pieces } = json as Partial<Record<keyof ManifestFileJson, unknown>>;
  return (
    typeof path === "string" &&
    Number.isSafeInteger(size) &&
    (size as number) >= 0 &&
    (sha256 === undefined || isSha256(sha256)) &&
    (url === undefined || typeof url === "string") &&
    (pieces === undefined || isPieces(pieces))
  );
}

function isPieces(json: unknown): boolean {
  if (typeof json !== "object" || json === null) return false;
  const { bytes, sha256 } = json as { readonly bytes?: unknown; readonly sha256?: unknown };
  return (
    Number.isSafeInteger(bytes) &&
    (bytes as number) >= minPieceBytes &&
    (bytes as number) <= maxPieceBytes &&
    Array.isArray(sha256) &&
    sha256.every(isSha256)
  );
}

function isSha256(json: unknown): boolean {
  return typeof json === "string" && /^[0-9a-f]{64}$/.test(json);
}
