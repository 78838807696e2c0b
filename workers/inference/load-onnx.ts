import { message } from "#base/message.ts";
import { blobOf } from "#bundle/blob-of.ts";
import type { BundleFile } from "#bundle/bundle.ts";
import { findExternalFiles } from "#bundle/external-files.ts";
import { namesInUse } from "#onnx/names-in-use.ts";
import { readOnnxModel } from "#onnx/onnx-model.ts";
import type { TensorData } from "#onnx/tensor.ts";
import type { BundleReader } from "./bundle-reader.ts";
import type { ExternalData, ExternalBytes } from "./ort-web/ort-session.ts";

/** A complete ONNX file, with the weights beside it. */
export interface OnnxFiles {
  readonly model: Uint8Array;
  readonly externalData: readonly ExternalData[];
  /** Whether every attention node is GroupQueryAttention, so that past and present can share a buffer. */
  readonly sharesKvCache: boolean;
  /** Whether the graph branches, as long rope's does by the number of tokens. */
  readonly hasBranches: boolean;
  /** Names that operations read. Inputs of the graph that are not among them need no value. */
  readonly namesInUse: ReadonlySet<string>;
}

const sharingAttention = "com.microsoft:GroupQueryAttention";
const otherAttentions = ["com.microsoft:MultiHeadAttention", "com.microsoft:Attention", "Attention"];

/**
 * Reads an ONNX file and the files with its weights, and checks that they are complete: ONNX Runtime itself can abort on a damaged one,
 * and says little.
 * @param onWeights is called with the bytes of all weights before those beside the ONNX file are read, and may throw.
 * @throws AppError "invalid-model" for a damaged or truncated file; "invalid-bundle" if a weights file is missing.
 */
export async function loadOnnx(
  file: BundleFile,
  reader: BundleReader,
  onWeights: (bytes: number) => void = () => undefined,
): Promise<OnnxFiles> {
  const model = await reader.bytes(file);
  reader.say(message`Checking ${file.path}`);
  const { nodes, initializers } = await readOnnxModel(new Blob([model]));
  const weightsBytes = (data: TensorData): number => (data.kind === "external" ? data.length : 0);
  onWeights([...initializers.values()].reduce((sum, { data }) => sum + weightsBytes(data), model.length));
  const externalData: ExternalData[] = [];
  for (const { location, weights } of findExternalFiles(file, { initializers }, (path) =>
    reader.findIfThere(path),
  )) {
    externalData.push({ path: location, data: await externalBytes(weights, reader) });
  }
  const operators = new Set(nodes.map(({ operator }) => operator));
  return {
    model,
    externalData,
    sharesKvCache:
      operators.has(sharingAttention) && !otherAttentions.some((operator) => operators.has(operator)),
    hasBranches: operators.has("If"),
    namesInUse: namesInUse(nodes),
  };
}

/** A file on disk is read when ORT asks for a tensor, so that gigabytes are not in memory twice. */
async function externalBytes(file: BundleFile, reader: BundleReader): Promise<ExternalBytes> {
  const blob = blobOf(file);
  // Node reads no blob at once.
  if (blob === null || !("FileReaderSync" in globalThis)) return reader.bytes(file);
  return {
    byteLength: blob.size,
    subarray: (start, end) => new Uint8Array(new FileReaderSync().readAsArrayBuffer(blob.slice(start, end))),
  };
}
