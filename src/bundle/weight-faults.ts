/** Files that are not weights although they are named so: git-lfs pointers, and invalid safetensors files. */
import { isRecord, type UnknownRecord } from "#base/record.ts";
import { message, type Message } from "#base/message.ts";
import type { SlicedFile } from "#onnx/blob-fields.ts";
import { blobOf } from "./blob-of.ts";
import type { BundleFile, BundleOrigin, ModelBundle } from "./bundle.ts";
import { findFile } from "./model-files.ts";
import { readBundleFile, type ReadOptions } from "./read-bundle-file.ts";

/** Pointers have about 130 bytes (git-lfs, docs/spec.md). */
const maxPointerBytes = 1024;
/** On a server, only files of a pointer's usual length are read to find out. */
const usualPointerBytes = { least: 120, most: 150 };
const pointerStart = "version https://git-lfs.github.com/spec/";

/** Real headers have between a few kilobytes and a megabyte; the format allows 100 MB. */
const maxHeaderBytes = 16 << 20;
const lengthBytes = 8;

/** The first of the bundle's files in `paths` that is a pointer. */
export async function pointerFault(
  bundle: ModelBundle,
  paths: readonly string[],
  options: ReadOptions,
): Promise<Message | null> {
  for (const path of paths) {
    const file = findFile(bundle, path);
    const contents = file && (await smallContents(file, options));
    const fault = file && contents ? await pointerIn(file, contents, bundle.origin) : null;
    if (fault !== null) return fault;
  }
  return null;
}

/** What could be a pointer; null for a file on a server that is shorter or longer than pointers are, or if there is no `fetch`. */
async function smallContents(file: BundleFile, options: ReadOptions): Promise<Blob | null> {
  const blob = blobOf(file);
  if (blob !== null) return blob;
  const { least, most } = usualPointerBytes;
  const isCandidate = options.fetch !== undefined && file.sizeBytes >= least && file.sizeBytes <= most;
  return isCandidate ? new Blob([await readBundleFile(file, options)]) : null;
}

/** Says that a file is a git-lfs pointer; null for all others. */
export async function pointerIn(
  { path, sizeBytes }: BundleFile,
  contents: SlicedFile,
  origin: BundleOrigin,
): Promise<Message | null> {
  if (sizeBytes > maxPointerBytes) return null;
  const text = new TextDecoder().decode(await contents.slice(0, sizeBytes).arrayBuffer());
  if (!text.startsWith(pointerStart)) return null;
  return origin.kind === "download"
    ? message`${path} holds ${sizeBytes} bytes that say where git-lfs has the file: whoever uploaded it left out the file itself. ${chooseAnother}`
    : message`${path} holds ${sizeBytes} bytes that say where git-lfs has the file, and not the file itself. Run "git lfs pull" in the repository that it was copied from, or download the file, and open the folder again.`;
}

/** The way out of what is wrong with a repository. */
export const chooseAnother = message`Choose another revision of the repository, or another repository.`;

/** Says why a file is not safetensors, from its header (the format of huggingface/safetensors' README). The numbers are not read. */
export async function safetensorsFault(file: BundleFile, origin: BundleOrigin): Promise<Message | null> {
  // One of the page's own files, whose hash is checked when it is read.
  const blob = blobOf(file);
  if (blob === null) return null;
  const pointer = await pointerIn(file, blob, origin);
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
  const end = endOf(await blob.slice(lengthBytes, dataStart).arrayBuffer());
  if (end === null) return notSafetensors(file, message`its header lists no tensors`);
  const dataBytes = blob.size - dataStart;
  if (end === dataBytes) return null;
  return end > dataBytes
    ? message`${file.path} was cut short: its tensors take ${end} bytes, and it holds ${dataBytes}. Copy or download it again.`
    : notSafetensors(file, message`its tensors take ${end} bytes, and ${dataBytes} follow the header`);
}

/** Bits per number, by safetensors' names. */
const BITS: ReadonlyMap<string, number> = new Map([
  ["F4", 4],
  ["F6_E2M3", 6],
  ["F6_E3M2", 6],
  ["BOOL", 8],
  ["U8", 8],
  ["I8", 8],
  ["F8_E5M2", 8],
  ["F8_E4M3", 8],
  ["F8_E8M0", 8],
  ["F8_E4M3FNUZ", 8],
  ["F8_E5M2FNUZ", 8],
  ["I16", 16],
  ["U16", 16],
  ["F16", 16],
  ["BF16", 16],
  ["I32", 32],
  ["U32", 32],
  ["F32", 32],
  ["F64", 64],
  ["I64", 64],
  ["U64", 64],
  ["C64", 64],
]);

/** Where the tensors' bytes end; null for a header that safetensors refuses. Tensors must follow each other without gaps. */
function endOf(headerBytes: ArrayBuffer): number | null {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(headerBytes));
  } catch {
    return null;
  }
  if (!isRecord(json)) return null;
  const { __metadata__: metadata, ...tensors } = json;
  if (metadata !== undefined && metadata !== null && !isTexts(metadata)) return null;
  const places: { readonly from: number; readonly to: number }[] = [];
  for (const tensor of Object.values(tensors)) {
    const place = isRecord(tensor) ? placeOf(tensor) : null;
    if (place === null) return null;
    places.push(place);
  }
  let end = 0;
  for (const { from, to } of places.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    if (from !== end) return null;
    end = to;
  }
  return places.length === 0 ? null : end;
}

function isTexts(metadata: unknown): boolean {
  return isRecord(metadata) && Object.values(metadata).every((value) => typeof value === "string");
}

function placeOf({
  dtype,
  shape,
  data_offsets: offsets,
}: UnknownRecord): { from: number; to: number } | null {
  const bits = typeof dtype === "string" ? BITS.get(dtype) : undefined;
  if (bits === undefined || !isSizes(shape) || !isSizes(offsets)) return null;
  const [from, to, ...more] = offsets;
  if (from === undefined || to === undefined || more.length > 0) return null;
  const elementCount = shape.reduce(product64, 1);
  return to - from === (elementCount * bits) / 8 ? { from, to } : null;
}

/** As the reader multiplies: NaN, for ever, beyond 64 bits. */
function product64(product: number, each: number): number {
  return product * each < 2 ** 64 ? product * each : Number.NaN;
}

function isSizes(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((each) => Number.isSafeInteger(each) && (each as number) >= 0);
}

function notSafetensors({ path }: BundleFile, why: Message): Message {
  return message`${path} is not a safetensors file: ${why}. Copy or download it again.`;
}
