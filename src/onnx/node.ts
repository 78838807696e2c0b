import { message } from "#base/message.ts";
import type { BlobField, BlobFields } from "./blob-fields.ts";
import { type OnnxTensor, readTensor } from "./tensor.ts";
import { checkSkipped } from "./skipped-messages.ts";
import { damaged } from "./wire.ts";

/** An operation of a graph. */
export interface OnnxNode {
  /** "domain:op", or "op" in ONNX's own domain. */
  readonly operator: string;
  /** Names; "" for an omitted optional input. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, OnnxAttribute>;
}

/** Other kinds of attributes are not read: null. */
export type OnnxAttribute = number | string | readonly number[] | OnnxTensor | OnnxSubgraph | null;

/** What an If node does in one case. */
export interface OnnxSubgraph {
  readonly nodes: readonly OnnxNode[];
  readonly outputNames: readonly string[];
}

export function isSubgraph(value: OnnxAttribute | undefined): value is OnnxSubgraph {
  return typeof value === "object" && value !== null && "outputNames" in value;
}

/** Field numbers of NodeProto and AttributeProto (onnx.proto3). */
const nodeField = { input: 1, output: 2, opType: 4, attribute: 5, domain: 7 } as const;
const attributeField = { name: 1, float: 2, integer: 3, text: 4, tensor: 5, graph: 6, integers: 8 } as const;

/** Subgraphs in subgraphs; real models nest one or two deep. */
const maxDepth = 20;
/** Real names have up to a few hundred bytes. */
const maxNameBytes = 1 << 20;
/** The most bytes of a text or of a list of numbers. */
const maxValueBytes = 16 << 20;

/**
 * Reads a node field by field. Skips tables inside it, such as long rope's of 25 MB.
 * @throws AppError "invalid-model" for bytes that are not a node.
 */
export async function readNode(file: BlobFields, node: BlobField, depth = 0): Promise<OnnxNode> {
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes = new Map<string, OnnxAttribute>();
  let opType = "";
  let domain = "";
  for await (const field of file.fields(node.valueStart, node.end)) {
    switch (field.fieldNumber) {
      case nodeField.input:
        inputs.push(await file.text(field, maxNameBytes));
        break;
      case nodeField.output:
        outputs.push(await file.text(field, maxNameBytes));
        break;
      case nodeField.opType:
        opType = await file.text(field, maxNameBytes);
        break;
      case nodeField.attribute:
        attributes.set(...(await readAttribute(file, field, depth)));
        break;
      case nodeField.domain:
        domain = await file.text(field, maxNameBytes);
        break;
      default:
        await checkSkipped(file, field, "node");
    }
  }
  if (opType === "") throw damaged(node.valueStart, message`a node without an operator`);
  return { operator: domain === "" ? opType : `${domain}:${opType}`, inputs, outputs, attributes };
}

async function readAttribute(
  file: BlobFields,
  attribute: BlobField,
  depth: number,
): Promise<[string, OnnxAttribute]> {
  const integers: number[] = [];
  let name = "";
  let value: OnnxAttribute = null;
  for await (const field of file.fields(attribute.valueStart, attribute.end)) {
    switch (field.fieldNumber) {
      case attributeField.name:
        name = await file.text(field, maxNameBytes);
        break;
      case attributeField.float: {
        const bytes = await file.bytes(field, maxValueBytes);
        if (bytes.length < 4) throw damaged(field.valueStart, message`a float of ${bytes.length} bytes`);
        value = new DataView(bytes.buffer, bytes.byteOffset).getFloat32(0, true);
        break;
      }
      case attributeField.integer:
        value = field.value;
        break;
      case attributeField.text:
        value = await file.text(field, maxValueBytes);
        break;
      case attributeField.tensor:
        value = await readTensor(file, field);
        break;
      case attributeField.graph:
        value = await readSubgraph(file, field, depth + 1);
        break;
      case attributeField.integers:
        for (const integer of await file.integers(field, maxValueBytes)) integers.push(integer);
        value = integers;
        break;
      default:
        await checkSkipped(file, field, "attribute");
    }
  }
  return [name, value];
}

/** GraphProto: its nodes and the names of its outputs. */
async function readSubgraph(file: BlobFields, graph: BlobField, depth: number): Promise<OnnxSubgraph> {
  if (depth > maxDepth) throw damaged(graph.valueStart, message`subgraphs more than ${maxDepth} deep`);
  const nodes: OnnxNode[] = [];
  const outputNames: string[] = [];
  for await (const field of file.fields(graph.valueStart, graph.end)) {
    if (field.fieldNumber === 1) nodes.push(await readNode(file, field, depth));
    else if (field.fieldNumber !== 12) await checkSkipped(file, field, "graph", depth);
    if (field.fieldNumber !== 12) continue;
    for await (const part of file.fields(field.valueStart, field.end)) {
      if (part.fieldNumber === 1) outputNames.push(await file.text(part, maxNameBytes));
    }
  }
  return { nodes, outputNames };
}
