/** What stands in place of weights: git-lfs pointers, and safetensors files that are none. */
import { isRecord } from "#base/record.ts";
import { message, type Message } from "#base/message.ts";
import type { SlicedFile } from "#onnx/blob-fields.ts";
import { blobOf } from "./blob-of.ts";
import type { BundleFile, ModelBundle } from "./bundle.ts";
import { findFile } from "./model-files.ts";

/** Pointers are some 130 bytes (git-lfs, docs/spec.md). */
const maxPointerBytes = 1024;
const pointerStart = "version https://git-lfs.github.com/spec/";

/** Real headers take some kilobytes to a megabyte; the format allows 100 MB. */
const maxHeaderBytes = 16 << 20;
const lengthBytes = 8;

/** Of the files that the bundle has among `paths`, the first that is a pointer. */
export async function pointerFault(bundle: ModelBundle, paths: readonly string[]): Promise<Message | null> {
  for (const path of paths) {
    const file = findFile(bundle, path);
    const blob = file && blobOf(file);
    if (!file || !blob) continue;
    const fault = await pointerIn(file, blob);
    if (fault !== null) return fault;
  }
  return null;
}

/** Says that a file is a git-lfs pointer; null for all others. */
export async function pointerIn(
  { path, sizeBytes }: BundleFile,
  contents: SlicedFile,
): Promise<Message | null> {
  if (sizeBytes > maxPointerBytes) return null;
  const text = new TextDecoder().decode(await contents.slice(0, sizeBytes).arrayBuffer());
  return text.startsWith(pointerStart)
    ? message`${path} holds ${sizeBytes} bytes that say where git-lfs has the file, and not the file itself. Run "git lfs pull" in the repository that it was copied from, or download the file, and open the folder again.`
    : null;
}

/**
 * Says why a file is no safetensors: its header, as huggingface/safetensors' README tells the format. The numbers are not read.
 */
export async function safetensorsFault(file: BundleFile): Promise<Message | null> {
  // A file of the page's own, whose hash is checked when it is read.
  const blob = blobOf(file);
  if (blob === null) return null;
  const pointer = await pointerIn(file, blob);
  if (pointer !== null) return pointer;
  const start = new DataView(await blob.slice(0, lengthBytes).arrayBuffer());
  const headerBytes = start.byteLength < lengthBytes ? 0n : start.getBigUint64(0, true);
  if (headerBytes < 2n || headerBytes > BigInt(Math.min(maxHeaderBytes, blob.size - lengthBytes))) {
    return notSafetensors(
      file,
      message`its header should follow, and the file says that it takes ${String(headerBytes)} of ${blob.size} bytes`,
    );
  }
  const dataStart = lengthBytes + Number(headerBytes);
  const ends = endsOf(await blob.slice(lengthBytes, dataStart).text());
  if (ends === null) return notSafetensors(file, message`its header lists no tensors`);
  const dataBytes = blob.size - dataStart;
  const end = ends.reduce((max, each) => Math.max(max, each), 0);
  if (end === dataBytes) return null;
  return end > dataBytes
    ? message`${file.path} was cut short: its tensors take ${end} bytes, and it holds ${dataBytes}. Copy or download it again.`
    : notSafetensors(file, message`its tensors take ${end} bytes, and ${dataBytes} follow the header`);
}

/** Where each tensor's bytes end; null for a header that is none. */
function endsOf(header: string): readonly number[] | null {
  let json: unknown;
  try {
    json = JSON.parse(header);
  } catch {
    return null;
  }
  if (!isRecord(json)) return null;
  const ends: number[] = [];
  for (const [name, tensor] of Object.entries(json)) {
    if (name === "__metadata__") continue;
    const offsets = isRecord(tensor) ? tensor["data_offsets"] : undefined;
    const [from, to]: readonly unknown[] = Array.isArray(offsets) ? offsets : [];
    if (typeof from !== "number" || typeof to !== "number" || !Number.isSafeInteger(to) || from > to)
      return null;
    ends.push(to);
  }
  return ends.length === 0 ? null : ends;
}

function notSafetensors({ path }: BundleFile, why: Message): Message {
  return message`${path} is no safetensors file: ${why}. Copy or download it again.`;
}
