import type { Value } from "./value.ts";

/** `position`s are bytes in the template, for messages. */
interface Placed<Kind extends string> {
  readonly kind: Kind;
  readonly position: number;
}

export interface CallArguments {
  readonly positional: readonly Expression[];
  readonly named: readonly (readonly [name: string, value: Expression])[];
}

/** For these, the right side is evaluated only if needed. */
type LazyOperator = "and" | "or" | "is" | "is not";

export type ValueOperator =
  | "~"
  | "+"
  | "-"
  | "*"
  | "**"
  | "/"
  | "//"
  | "%"
  | "=="
  | "!="
  | "<"
  | ">"
  | "<="
  | ">="
  | "in"
  | "not in";

export type BinaryOperator = LazyOperator | ValueOperator;

export interface Variable extends Placed<"variable"> {
  readonly name: string;
}

interface Call extends Placed<"call"> {
  readonly callee: Expression;
  readonly args: CallArguments;
}

export interface Slice extends Placed<"slice"> {
  readonly start: Expression | undefined;
  readonly end: Expression | undefined;
  readonly step: Expression | undefined;
}

export interface Binary extends Placed<"binary"> {
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

interface Method extends Placed<"method"> {
  readonly object: Expression;
  readonly name: string;
  readonly args: CallArguments;
}

export interface Subscript extends Placed<"subscript"> {
  readonly base: Expression;
  readonly index: Expression;
}

export type Expression =
  | (Placed<"literal"> & { readonly value: Value })
  | Variable
  | (Placed<"if"> & {
      readonly condition: Expression;
      readonly value: Expression;
      readonly otherwise: Expression | undefined;
    })
  | (Placed<"array"> & { readonly elements: readonly Expression[] })
  | (Placed<"dictionary"> & { readonly entries: readonly (readonly [Expression, Expression])[] })
  | Slice
  | Subscript
  | (Placed<"unary"> & {
      readonly operator: "+" | "-" | "not" | "*" | "**";
      readonly operand: Expression;
    })
  | Binary
  | Method
  | Call
  | (Placed<"filter"> & { readonly parts: readonly Expression[] });

/** `value` is undefined without a default. */
export type Parameter = readonly [name: string, value: Expression | undefined];

export interface For extends Placed<"for"> {
  readonly names: readonly string[];
  readonly iterable: Expression;
  readonly condition: Expression | undefined;
  readonly isRecursive: boolean;
  readonly body: Node;
  readonly otherwise: Node | undefined;
}

export interface Macro extends Placed<"macro"> {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly body: Node;
}

export type Node =
  | (Placed<"text"> & { readonly text: string })
  | (Placed<"expression"> & { readonly expression: Expression })
  | (Placed<"if"> & {
      /** The last may have no condition. */
      readonly branches: readonly (readonly [condition: Expression | undefined, body: Node])[];
    })
  | (Placed<"break"> & { readonly jump: "break" | "continue" })
  | For
  | Macro
  | (Placed<"filter"> & { readonly filter: Expression; readonly body: Node })
  | (Placed<"set"> & {
      /** For `{% set namespace.name = … %}`. */
      readonly namespace: string | undefined;
      readonly names: readonly string[];
      readonly value: Expression;
    })
  | (Placed<"set block"> & { readonly name: string; readonly body: Node })
  | (Placed<"sequence"> & { readonly children: readonly Node[] });
