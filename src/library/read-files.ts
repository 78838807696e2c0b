/** Files of a bundle that the engine never reads: option 1's weights, texts for people, and the list itself. */
const NOT_READ = /\.(safetensors|md)$|(^|\/)bundle\.json$/i;

/** The files of a model that a demo downloads. */
export function readFiles<File extends { readonly path: string }>(files: readonly File[]): readonly File[] {
  return files.filter(({ path }) => !NOT_READ.test(path));
}
