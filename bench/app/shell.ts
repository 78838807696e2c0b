/** The scripts that index.html names, by their paths from it: what is loaded before the page is shown. */
export function shellScripts(html: string): readonly string[] {
  const found = html.matchAll(/<(?:script|link rel="modulepreload")[^>]* (?:src|href)="\.\/([^"]+\.js)"/g);
  return [...found].map(([, path]) => path!);
}
