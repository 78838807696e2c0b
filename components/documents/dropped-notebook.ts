/** The .ipynb or bundle file that was dropped, or null. */
export function droppedNotebook(dropped: DataTransfer): File | null {
  const [file, ...others] = dropped.files;
  return file && others.length === 0 && /\.(ipynb|phi3bundle\.zip)$/i.test(file.name) ? file : null;
}
