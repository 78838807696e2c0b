/** The Web Lock of a download: the tab that holds it downloads, the others watch. */
export function downloadLock(id: string): string {
  return `phi3-mlflow-notebook-${id}`;
}
