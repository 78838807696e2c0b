import { message } from "#base/message.ts";
import { type OnnxTensor, readTensor } from "./tensor.ts";
import { damaged, type Field, readFields, readIntegers, readText } from "./wire.ts";

/** An operation of a graph. */
export interface OnnxNode {
  /** "domain:op", or "op" of ONNX's own domain. */
  readonly operator: string;
  /** Names; "" for an optional input that is left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, OnnxAttribute>;
}

/** Other kinds of attributes are not read: null. */
export type OnnxAttribute = number | string | readonly number[] | OnnxTensor | OnnxSubgraph | null;

/** What an If node does in a case. */
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

/** Subgraphs in subgraphs; those of real models are one or two deep. */
const maxDepth = 20;

/** @throws AppError "invalid-model" for bytes that are no node. */
export function readNode(bytes: Uint8Array, origin: number, depth = 0): OnnxNode {
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes = new Map<string, OnnxAttribute>();
  let opType = "";
  let domain = "";
  for (const field of readFields(bytes, origin)) {
    switch (field.fieldNumber) {
      case nodeField.input:
        inputs.push(readText(field, origin));
        break;
      case nodeField.output:
        outputs.push(readText(field, origin));
        break;
      case nodeField.opType:
        opType = readText(field, origin);
        break;
      case nodeField.attribute:
        attributes.set(...readAttribute(field, origin, depth));
        break;
      case nodeField.domain:
        domain = readText(field, origin);
        break;
    }
  }
  if (opType === "") throw damaged(origin, message`a node without an operator`);
  return { operator: domain === "" ? opType : `${domain}:${opType}`, inputs, outputs, attributes };
}

function readAttribute({ bytes }: Field, origin: number, depth: number): [string, OnnxAttribute] {
  const integers: number[] = [];
  let name = "";
  let value: OnnxAttribute = null;
  for (const field of readFields(bytes, origin)) {
    switch (field.fieldNumber) {
      case attributeField.name:
        name = readText(field, origin);
        break;
      case attributeField.float:
        if (field.bytes.length < 4) throw damaged(origin, message`a float of ${field.bytes.length} bytes`);
        value = new DataView(field.bytes.buffer, field.bytes.byteOffset).getFloat32(0, true);
        break;
      case attributeField.integer:
        value = field.value;
        break;
      case attributeField.text:
        value = readText(field, origin);
        break;
      case attributeField.tensor:
        value = readTensor(field.bytes, origin);
        break;
      case attributeField.graph:
        value = readSubgraph(field.bytes, origin, depth + 1);
        break;
      case attributeField.integers:
        for (const integer of readIntegers(field, origin)) integers.push(integer);
        value = integers;
        break;
    }
  }
  return [name, value];
}

/** GraphProto: its nodes, and the names of its outputs. */
function readSubgraph(bytes: Uint8Array, origin: number, depth: number): OnnxSubgraph {
  if (depth > maxDepth) throw damaged(origin, message`subgraphs more than ${maxDepth} deep`);
  const nodes: OnnxNode[] = [];
  const outputNames: string[] = [];
  for (const field of readFields(bytes, origin)) {
    if (field.fieldNumber === 1) nodes.push(readNode(field.bytes, origin, depth));
    if (field.fieldNumber !== 12) continue;
    for (const part of readFields(field.bytes, origin)) {
      if (part.fieldNumber === 1) outputNames.push(readText(part, origin));
    }
  }
  return { nodes, outputNames };
}
