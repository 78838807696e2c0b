/** Zips of a few texts, such as a deployment's files or a site without its model. Zips with weights are made by `zip-artifact.ts`. */
import JSZip from "jszip";

/** The earliest date of a zip: the same files always give the same bytes. */
const DATE = new Date(Date.UTC(1980, 0, 1));
/** A regular file that its owner can write and everybody can read. */
const UNIX_MODE = 0o100644;

export interface TextFile {
  readonly path: string;
  readonly text: string | Uint8Array<ArrayBuffer>;
}

export async function zipTexts(files: readonly TextFile[]): Promise<Blob> {
  const zip = new JSZip();
  for (const { path, text } of files)
    zip.file(path, text, { date: DATE, unixPermissions: UNIX_MODE, createFolders: false });
  const bytes = await zip.generateAsync({ type: "arraybuffer", compression: "STORE", platform: "UNIX" });
  return new Blob([bytes], { type: "application/zip" });
}
