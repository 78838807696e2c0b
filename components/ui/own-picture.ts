/**
 * Whether a picture in a text is loaded: it is in the text itself, or lies in the page's folder, by what its address leads to and not
 * by how it is written.
 * @param page the page's address.
 */
export function isOwnPicture(source: string, page: string): boolean {
  if (/^(data:image|blob:)/.test(source)) return true;
  if (!source.startsWith("./") || !URL.canParse(source, page)) return false;
  return new URL(source, page).href.startsWith(new URL("./", page).href);
}
