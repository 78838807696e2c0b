/** @throws the browser's error. */
export async function copyText(text: string): Promise<void> {
  const { clipboard }: { clipboard?: Clipboard } = navigator;
  if (clipboard !== undefined) return clipboard.writeText(text);
  // Browsers withhold the clipboard from pages that are not served securely; only this older way works there.
  const area = document.createElement("textarea");
  const focused = document.activeElement;
  area.value = text;
  area.style.position = "fixed";
  area.style.opacity = "0";
  document.body.append(area);
  area.select();
  const isDone = document.execCommand("copy");
  area.remove();
  if (focused instanceof HTMLElement) focused.focus();
  if (!isDone) throw new Error("The browser did not copy.");
}
