/** How MLflow merges the types of a list's items: the `_merge` methods of mlflow/types/schema.py (2.22 and 3.17). */
import { MlflowError } from "./mlflow-error.ts";
import type { MlflowRules } from "./mlflow-rules.ts";
import { printType } from "./signature-print.ts";
import type { Property, SchemaType } from "./signature.ts";

/** `a._merge(b)`, which is not symmetric. @throws MlflowError if the types conflict. */
export function mergeTypes(a: SchemaType, b: SchemaType, rules: MlflowRules): SchemaType {
  switch (a.kind) {
    case "any":
      return b.kind === "any" || b.kind === "scalar" ? b : mergeTypes(b, a, rules);
    case "array":
      if (b.kind === "any" || sameType(a, b)) return a;
      if (b.kind !== "array") throw clash(a, b);
      return { kind: "array", items: mergeInside(a.items, b.items, rules) };
    case "map":
      if (b.kind === "any" || sameType(a, b)) return a;
      if (b.kind !== "map") throw clash(a, b);
      return { kind: "map", values: mergeInside(a.values, b.values, rules) };
    case "object":
      if (b.kind === "any") return { kind: "object", properties: a.properties.map(optional) };
      if (b.kind !== "object") throw clash(a, b);
      return sameType(a, b)
        ? a
        : { kind: "object", properties: mergeProperties(a.properties, b.properties, rules) };
    case "scalar":
    case "sparkml_vector":
    case "tensor":
      return mergeInside(a, b, rules);
  }
}

/** How Array, Map and Property merge the types they hold. */
function mergeInside(a: SchemaType, b: SchemaType, rules: MlflowRules): SchemaType {
  const isLeaf = a.kind === "scalar" || a.kind === "sparkml_vector" || a.kind === "tensor";
  if (!isLeaf) return mergeTypes(a, b, rules);
  if (sameType(a, b) || (b.kind === "any" && rules === "3.17")) return a;
  throw clash(a, b);
}

function mergeProperties(a: readonly Property[], b: readonly Property[], rules: MlflowRules): Property[] {
  const names = [...new Set([...a, ...b].map((property) => property.name))];
  return names.map((name) => {
    const [left, right] = [a, b].map((list) => list.find((property) => property.name === name));
    if (!left || !right) return optional((left ?? right) as Property);
    return {
      name,
      type: mergeInside(left.type, right.type, rules),
      required: left.required && right.required,
    };
  });
}

function optional(property: Property): Property {
  return { ...property, required: false };
}

/** The printed form identifies types, except for names such as "a: long (required), b", which nobody uses. */
export function sameType(a: SchemaType, b: SchemaType): boolean {
  return printType(a) === printType(b);
}

function clash(a: SchemaType, b: SchemaType): MlflowError {
  return new MlflowError(`${printType(a)} and ${printType(b)} are incompatible`);
}
