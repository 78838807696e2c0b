import { percentDecoded } from "#base/percent-decoded.ts";
import type { JupyterJson } from "#cells/cell-base.ts";
import { imageUrl, isImageType } from "#notebook/image-url.ts";

/**
 * @param attachments of a text cell: pictures by name, and each by media type, as nbformat stores them.
 * @returns what gives the picture of `attachment:name`: "" if there is none of that name, null for any other address.
 */
export function attachedPictures(attachments: JupyterJson): (url: string) => string | null {
  // One text can show thousands of them.
  const byName = new Map(Object.entries(attachments));
  return (url) => {
    if (!url.startsWith("attachment:")) return null;
    const name = url.slice("attachment:".length);
    const bundle = byName.get(name) ?? byName.get(percentDecoded(name));
    const found = Object.entries(bundle ?? {}).find(
      ([type, data]) => isImageType(type) && typeof data === "string",
    );
    return found === undefined ? "" : imageUrl(found[0], String(found[1]));
  };
}
