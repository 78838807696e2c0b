/**
 * Whether a picture in a text may be loaded: it is embedded, or it is in the page's folder, judged by the resolved address and not by how
 * it is written.
 * @param page the page's address.
 */
export function isOwnPicture(source: string, page: string): boolean {
  if (/^(data:image|blob:)/.test(source)) return true;
  if (!source.startsWith("./") || !URL.canParse(source, page)) return false;
  return new URL(source, page).href.startsWith(new URL("./", page).href);
}
