import type { BundleFile, FileSource } from "./bundle.ts";

type Sized<Source> = Pick<BundleFile, "sizeBytes"> & { readonly source: Source };

/** The file's bytes, read from disk when needed. @returns null for a file on a server. */
export function blobOf(file: Sized<Exclude<FileSource, { readonly kind: "url" }>>): Blob;
export function blobOf(file: Sized<FileSource>): Blob | null;
export function blobOf({ source, sizeBytes }: Sized<FileSource>): Blob | null {
  switch (source.kind) {
    case "blob":
      return source.blob;
    case "part":
      return source.whole.slice(source.startByte, source.startByte + sizeBytes);
    case "url":
      return null;
  }
}
