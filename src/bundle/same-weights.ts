/** Whether two safetensors files hold the same numbers, in any of the float types (safetensors' README, "Format"). */
import { float16 } from "#base/float16.ts";
import { parseJson } from "#base/parse-json.ts";
import type { BundleFile } from "./bundle.ts";
import { readBundleFile, type ReadOptions } from "./read-bundle-file.ts";

/** Both are read whole. */
const MAX_BYTES = 256 * 2 ** 20;
const LENGTH_BYTES = 8;

interface TensorJson {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/** @returns false for files that are too large to be compared here, or are not safetensors. */
export async function sameWeights(a: BundleFile, b: BundleFile, options: ReadOptions): Promise<boolean> {
  if (a.sizeBytes > MAX_BYTES || b.sizeBytes > MAX_BYTES) return false;
  const { signal, fetch } = options;
  const read = { ...(signal && { signal }), ...(fetch && { fetch }) };
  const left = tensorsOf(await readBundleFile(a, read));
  const right = tensorsOf(await readBundleFile(b, read));
  if (!left || !right || left.size !== right.size || left.size === 0) return false;
  for (const [name, tensor] of left) {
    const other = right.get(name);
    if (!other || JSON.stringify(tensor.shape) !== JSON.stringify(other.shape)) return false;
    if (!sameNumbers(numbersOf(tensor), numbersOf(other))) return false;
  }
  return true;
}

interface Tensor {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly bytes: DataView;
}

function tensorsOf(file: Uint8Array<ArrayBuffer>): ReadonlyMap<string, Tensor> | null {
  if (file.length < LENGTH_BYTES) return null;
  const headerBytes = Number(new DataView(file.buffer).getBigUint64(0, true));
  const start = LENGTH_BYTES + headerBytes;
  if (start > file.length) return null;
  try {
    const header = parseJson(new TextDecoder().decode(file.subarray(LENGTH_BYTES, start))) as Record<
      string,
      TensorJson
    >;
    const { __metadata__: _metadata, ...tensors } = header;
    return new Map(
      Object.entries(tensors).map(
        ([
          name,
          {
            dtype,
            shape,
            data_offsets: [from, to],
          },
        ]) => [name, { dtype, shape, bytes: new DataView(file.buffer, start + from, to - from) }],
      ),
    );
  } catch {
    return null;
  }
}

type Numbers = { readonly count: number; readonly at: (index: number) => number } | null;

function numbersOf({ dtype, bytes }: Tensor): Numbers {
  switch (dtype) {
    case "F32":
      return { count: bytes.byteLength / 4, at: (index) => bytes.getFloat32(index * 4, true) };
    case "F16":
      return { count: bytes.byteLength / 2, at: (index) => float16(bytes.getUint16(index * 2, true)) };
    case "BF16":
      return { count: bytes.byteLength / 2, at: (index) => bfloat16(bytes.getUint16(index * 2, true)) };
    default:
      return null;
  }
}

function sameNumbers(a: Numbers, b: Numbers): boolean {
  if (!a || !b || a.count !== b.count) return false;
  for (let index = 0; index < a.count; index += 1) if (a.at(index) !== b.at(index)) return false;
  return true;
}

const scratch = new DataView(new ArrayBuffer(4));

function bfloat16(bits: number): number {
  scratch.setUint32(0, bits * 0x1_0000);
  return scratch.getFloat32(0);
}
