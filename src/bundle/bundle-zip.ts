/** Reads a bundle file: a zip with bundle.json, the model under model/, and optionally a notebook. */
import { parseJson } from "#base/parse-json.ts";
import { AppError } from "#base/errors.ts";
import { message, type Message } from "#base/message.ts";
import { checkPaths } from "./check-path.ts";
import { bundleFileEnding } from "./bundle-file-ending.ts";
import { isManifest, type ManifestFileJson, type ManifestJson, manifestName } from "./manifest.ts";
import { packedStart, readZipDirectory, type ZipBytes, type ZipEntry } from "./zip-directory.ts";

/** Lists have a few kilobytes. */
const maxManifestBytes = 16 << 20;

export interface BundleZip {
  readonly manifest: ManifestJson;
  readonly manifestBytes: Uint8Array<ArrayBuffer>;
  /** Where each of the manifest's files is, in the same order. */
  readonly files: readonly BundleZipFile[];
  /** Reads a file of the zip by its path. @throws AppError "invalid-bundle". */
  readonly read: (path: string) => Promise<Uint8Array<ArrayBuffer>>;
}

export interface BundleZipFile {
  readonly file: ManifestFileJson;
  /** In the zip. */
  readonly startByte: number;
}

/**
 * Reads the list of a bundle file, and where its files are. Nothing is unpacked: a bundle's files are stored.
 * @param what the file's name in messages.
 * @returns null if the zip has no list, and so is another kind of zip.
 * @throws AppError "invalid-zip" if it is not a complete zip; "unsafe-path"; "invalid-bundle" if the list is not valid, or a listed file
 * is missing or differs.
 */
export async function readBundleZip(zip: ZipBytes, what: string): Promise<BundleZip | null> {
  const entries = await readZipDirectory(zip);
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  const list = byPath.get(manifestName);
  if (list === undefined) return null;
  checkPaths(entries.map(({ path }) => path));

  const read = async (
    path: string,
    maxBytes = Number.POSITIVE_INFINITY,
  ): Promise<Uint8Array<ArrayBuffer>> => {
    const entry = storedEntry(byPath.get(path), path, what);
    if (entry.packedBytes > maxBytes) throw notBundle(what, message`${path} in it is too large`);
    const start = await packedStart(zip, entry);
    return new Uint8Array(await zip.slice(start, start + entry.packedBytes).arrayBuffer());
  };

  const manifestBytes = await read(manifestName, maxManifestBytes);
  const manifest = parseManifest(manifestBytes, what);
  checkPaths(manifest.files.map(({ path }) => path));
  const files = await Promise.all(
    manifest.files.map(async (file): Promise<BundleZipFile> => {
      const path = file.url === undefined ? file.path : decoded(file.url, what);
      const entry = storedEntry(byPath.get(path), path, what);
      if (entry.packedBytes !== file.size) {
        throw notBundle(
          what,
          message`${path} in it holds ${entry.packedBytes} bytes, and its list says ${file.size}`,
        );
      }
      return { file, startByte: await packedStart(zip, entry) };
    }),
  );
  return { manifest, manifestBytes, files, read };
}

/** @throws AppError "invalid-bundle" if it is not an address. */
function decoded(url: string, what: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    throw notBundle(what, message`its list tells the address ${JSON.stringify(url)}, which is none`);
  }
}

function parseManifest(bytes: Uint8Array, what: string): ManifestJson {
  let json: unknown;
  try {
    json = parseJson(new TextDecoder().decode(bytes));
  } catch {
    json = null;
  }
  if (!isManifest(json)) throw notBundle(what, message`its ${manifestName} is not a list of files`);
  const unhashed = json.files.find(({ sha256 }) => sha256 === undefined);
  if (unhashed !== undefined) throw notBundle(what, message`its list tells no SHA-256 of ${unhashed.path}`);
  return json;
}

function storedEntry(entry: ZipEntry | undefined, path: string, what: string): ZipEntry {
  if (entry === undefined) throw notBundle(what, message`${path}, which its list names, is missing`);
  if (entry.method === "stored") return entry;
  throw notBundle(
    what,
    message`${path} in it is compressed, and a bundle's files are stored as they are: it was unpacked and packed again`,
  );
}

function notBundle(what: string, why: Message): AppError {
  return new AppError(
    "invalid-bundle",
    message`${what} is not a complete bundle: ${why}. Ask for the ${bundleFileEnding} again, or open the unpacked model's folder.`,
  );
}
