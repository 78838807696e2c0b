/** Chromium needs the address to exist for a while after the click. */
const REVOKE_AFTER_MS = 60_000;

/** Starts a browser download of the file. */
export function saveFile(blob: Blob, fileName: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), REVOKE_AFTER_MS);
}
