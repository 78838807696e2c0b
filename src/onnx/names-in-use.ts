import { isSubgraph, type OnnxNode } from "./node.ts";

/** Names that operations read, including those in branches. Inputs of the graph that are not among them need no value. */
export function namesInUse(nodes: readonly OnnxNode[]): ReadonlySet<string> {
  return new Set(namesIn(nodes));
}

function namesIn(nodes: readonly OnnxNode[]): string[] {
  return nodes.flatMap(({ inputs, attributes }) => [
    ...inputs,
    ...[...attributes.values()].flatMap((value) => (isSubgraph(value) ? namesIn(value.nodes) : [])),
  ]);
}
