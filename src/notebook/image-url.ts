import { percentEncoded } from "#base/percent-encoded.ts";

/** JupyterLab's order (rendermime's factories, by rank). */
export const IMAGE_TYPES = [
  "image/svg+xml",
  "image/png",
  "image/jpeg",
  "image/gif",
  "image/webp",
  "image/bmp",
];

/** The address of an image inside the notebook. An SVG in an <img> runs no script and loads nothing. */
export function imageUrl(mime: string, data: string): string {
  if (mime !== "image/svg+xml") return `data:${mime};base64,${data.replaceAll(/\s/g, "")}`;
  return `data:image/svg+xml;charset=utf-8,${percentEncoded(data)}`;
}

export function isImageType(mime: string): boolean {
  return IMAGE_TYPES.includes(mime);
}
