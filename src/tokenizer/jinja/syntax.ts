/** The tree of a template. */
import type { Value } from "./value.ts";

export type Comparison = "eq" | "ne" | "lt" | "lteq" | "gt" | "gteq" | "in" | "notin";
export type BinaryOperator = "add" | "sub" | "mul" | "div" | "floordiv" | "mod" | "pow";

export interface CallArguments {
  readonly positional: readonly Expression[];
  readonly named: readonly (readonly [string, Expression])[];
  readonly spread: Expression | null;
  readonly spreadNamed: Expression | null;
}

export type Expression =
  | { readonly kind: "constant"; readonly value: Value }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "tuple" | "list"; readonly items: readonly Expression[] }
  | { readonly kind: "dict"; readonly items: readonly (readonly [Expression, Expression])[] }
  | {
      readonly kind: "condition";
      readonly test: Expression;
      readonly yes: Expression;
      readonly no: Expression | null;
    }
  | { readonly kind: "and" | "or"; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "not" | "negative" | "positive"; readonly operand: Expression }
  | {
      readonly kind: "binary";
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: "concat"; readonly items: readonly Expression[] }
  | {
      readonly kind: "compare";
      readonly first: Expression;
      readonly rest: readonly (readonly [Comparison, Expression])[];
    }
  | { readonly kind: "attribute"; readonly object: Expression; readonly name: string }
  | { readonly kind: "item"; readonly object: Expression; readonly key: Expression }
  | { readonly kind: "slice"; readonly parts: readonly (Expression | null)[] }
  | { readonly kind: "call"; readonly callee: Expression; readonly args: CallArguments }
  | {
      readonly kind: "filter" | "test";
      readonly name: string;
      /** null: of a block that is filtered. */
      readonly operand: Expression | null;
      readonly args: CallArguments;
    };

export type Assigned =
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "member"; readonly name: string; readonly member: string }
  | { readonly kind: "tuple"; readonly items: readonly Assigned[] };

export interface Signature {
  readonly parameters: readonly string[];
  /** The defaults of the last parameters. */
  readonly defaults: readonly Expression[];
}

export type Statement =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "print"; readonly value: Expression }
  | {
      readonly kind: "if";
      readonly branches: readonly (readonly [Expression, Body])[];
      readonly otherwise: Body;
    }
  | {
      readonly kind: "for";
      readonly target: Assigned;
      readonly items: Expression;
      readonly test: Expression | null;
      readonly isRecursive: boolean;
      readonly body: Body;
      readonly otherwise: Body;
    }
  | { readonly kind: "set"; readonly target: Assigned; readonly value: Expression }
  | {
      readonly kind: "set block";
      readonly target: Assigned;
      readonly filter: Expression | null;
      readonly body: Body;
    }
  | { readonly kind: "macro"; readonly name: string; readonly signature: Signature; readonly body: Body }
  | { readonly kind: "call"; readonly call: Expression; readonly signature: Signature; readonly body: Body }
  | { readonly kind: "filter"; readonly filter: Expression; readonly body: Body }
  | {
      readonly kind: "with";
      readonly values: readonly (readonly [Assigned, Expression])[];
      readonly body: Body;
    }
  | { readonly kind: "scope"; readonly body: Body }
  | { readonly kind: "break" | "continue" }
  | { readonly kind: "load" };

export type Body = readonly Statement[];
