/** How two signatures differ: members that only one has, or that differ, by their place. */
import { printParam, printType } from "../signature-print.ts";
import type { ColSpec, Property, SchemaType, Signature } from "../signature.ts";

export interface SignatureChange {
  readonly part: "inputs" | "outputs" | "params";
  /** "messages[].content"; "" for a single unnamed column. */
  readonly path: string;
  /** The member as MLflow prints it; null if it is absent. */
  readonly before: string | null;
  readonly after: string | null;
}

export function signatureDifference(before: Signature, after: Signature): SignatureChange[] {
  const params = (signature: Signature) =>
    new Map((signature.params ?? []).map((param) => [param.name, printParam(param)]));
  return [
    ...changes("inputs", flat(before.inputs), flat(after.inputs)),
    ...changes("outputs", flat(before.outputs), flat(after.outputs)),
    ...changes("params", params(before), params(after)),
  ];
}

function changes(
  part: SignatureChange["part"],
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): SignatureChange[] {
  const paths = [...new Set([...before.keys(), ...after.keys()])];
  const absent = (path: string, from: ReadonlyMap<string, string>) =>
    // For a part that is absent as a whole, only its topmost member is listed.
    paths.some((parent) => parent !== path && isInside(path, parent) && !from.has(parent));
  return paths
    .filter((path) => before.get(path) !== after.get(path) && !absent(path, before) && !absent(path, after))
    .map((path) => ({ part, path, before: before.get(path) ?? null, after: after.get(path) ?? null }));
}

function isInside(path: string, parent: string): boolean {
  return path.startsWith(`${parent}.`) || path.startsWith(`${parent}[`) || path.startsWith(`${parent}{`);
}

type Member = Pick<ColSpec | Property, "name" | "type" | "required">;

/** Each member by its place, with its type. For an object only "object", because its members have entries of their own. */
function flat(members: readonly Member[] | null, prefix = ""): Map<string, string> {
  const found = new Map<string, string>();
  (members ?? []).forEach(({ name, type, required }, at) => {
    const place = prefix + (name ?? (members?.length === 1 ? "" : `column ${at + 1}`));
    found.set(place, `${outline(type)} ${required ? "(required)" : "(optional)"}`);
    const { suffix, object } = innermost(type);
    if (object)
      for (const [path, text] of flat(object.properties, `${place}${suffix}.`)) found.set(path, text);
  });
  return found;
}

function innermost(type: SchemaType): {
  suffix: string;
  object: Extract<SchemaType, { kind: "object" }> | null;
} {
  if (type.kind === "object") return { suffix: "", object: type };
  if (type.kind !== "array" && type.kind !== "map") return { suffix: "", object: null };
  const { suffix, object } = innermost(type.kind === "array" ? type.items : type.values);
  return { suffix: `${type.kind === "array" ? "[]" : "{}"}${suffix}`, object };
}

function outline(type: SchemaType): string {
  switch (type.kind) {
    case "object":
      return "Object";
    case "array":
      return `Array(${outline(type.items)})`;
    case "map":
      return `Map(str -> ${outline(type.values)})`;
    case "scalar":
    case "any":
    case "sparkml_vector":
    case "tensor":
      return printType(type);
  }
}
