/** The Web Lock that whoever works at a download holds, so that one tab downloads and the others watch. */
export function downloadLock(id: string): string {
  return `phi3-mlflow-notebook-${id}`;
}
