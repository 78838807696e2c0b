import { throwIfAborted } from "#base/errors.ts";
import type { SiteToZip } from "#mlflow/artifact-port.ts";
import { zipBundle, type ZipBundleOptions } from "./zip-bundle.ts";
import { zipTexts } from "./zip-texts.ts";

/** The zip of a static site. With a model in it, no file is held in memory. Errors as `zipBundle`. */
export async function zipSite({ files, bundle }: SiteToZip, options: ZipBundleOptions = {}): Promise<Blob> {
  if (bundle !== null) return zipBundle(bundle, options, files);
  const read = await Promise.all(
    files.map(async ({ path, blob }) => ({ path, text: new Uint8Array(await blob.arrayBuffer()) })),
  );
  throwIfAborted(options.signal);
  return zipTexts(read);
}
