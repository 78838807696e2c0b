/** Writes straight to a file that the person chooses (File System Access), so that gigabytes do not pass through memory. */
import { AppError, isAbort } from "#base/errors.ts";
import { message } from "#base/message.ts";

export function canChooseFile(): boolean {
  return window.showSaveFilePicker !== undefined;
}

/** @returns null if the person closed the dialog. */
export async function chooseFile(suggestedName: string): Promise<FileSystemFileHandle | null> {
  try {
    const types = [{ description: "Zip", accept: { "application/zip": [".zip"] } }];
    return (await window.showSaveFilePicker?.({ suggestedName, types })) ?? null;
  } catch (thrown) {
    if (isAbort(thrown)) return null;
    throw thrown;
  }
}

interface WriteOptions {
  readonly signal: AbortSignal;
  readonly onBytes: (writtenBytes: number) => void;
}

/** The file changes only at the end: a cancelled or failed write leaves what was there before. */
export async function writeToFile(
  blob: Blob,
  file: FileSystemFileHandle,
  { signal, onBytes }: WriteOptions,
): Promise<void> {
  let writtenBytes = 0;
  const counting = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, out) {
      writtenBytes += chunk.length;
      onBytes(writtenBytes);
      out.enqueue(chunk);
    },
  });
  try {
    await blob
      .stream()
      .pipeThrough(counting)
      .pipeTo(await file.createWritable(), { signal });
  } catch (thrown) {
    if (isAbort(thrown)) throw AppError.from(thrown);
    throw new AppError(
      "storage",
      message`${file.name} could not be written to the end. Is there room on the disk, and may the page write there?`,
      { cause: thrown },
    );
  }
}
