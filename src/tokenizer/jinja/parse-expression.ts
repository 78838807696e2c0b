/** The expressions of jinja2's parser (jinja2/parser.py). */
import { nested } from "../template-budget.ts";
import { JinjaError, syntaxError } from "./jinja-error.ts";
import type { Token, TokenType } from "./lex.ts";
import { MAX_DIGITS, tooManyDigits } from "./value.ts";
import type { BinaryOperator, CallArguments, Comparison, Expression } from "./syntax.ts";

const COMPARISONS = new Map<string, Comparison>([
  ["==", "eq"],
  ["!=", "ne"],
  ["<", "lt"],
  ["<=", "lteq"],
  [">", "gt"],
  [">=", "gteq"],
]);
const SUMS = new Map<string, BinaryOperator>([
  ["+", "add"],
  ["-", "sub"],
]);
const PRODUCTS = new Map<string, BinaryOperator>([
  ["*", "mul"],
  ["/", "div"],
  ["//", "floordiv"],
  ["%", "mod"],
]);
const POWER = new Map<string, BinaryOperator>([["**", "pow"]]);
const CONSTANTS = new Map<string, boolean | null>([
  ["true", true],
  ["True", true],
  ["false", false],
  ["False", false],
  ["none", null],
  ["None", null],
]);
const NO_ARGUMENTS: CallArguments = { positional: [], named: [], spread: null, spreadNamed: null };
const ENDS = new Map<TokenType, string>([
  ["variable_end", "end of print statement"],
  ["block_end", "end of statement block"],
]);
const EOF: Token = { type: "eof", value: "end of template" };

interface TupleOptions {
  /** Names and what stands in parentheses only, as for what is assigned. */
  readonly isSimple?: boolean;
  readonly withCondition?: boolean;
  /** Names that end it. */
  readonly ends?: readonly string[];
  readonly isInParentheses?: boolean;
}

export class ExpressionParser {
  readonly #tokens: readonly Token[];
  #position = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  protected get current(): Token {
    return this.#tokens[this.#position] ?? EOF;
  }

  protected get following(): Token {
    return this.#tokens[this.#position + 1] ?? EOF;
  }

  protected take(): Token {
    const { current } = this;
    this.#position += 1;
    return current;
  }

  protected unexpected(): JinjaError {
    return syntaxError(`unexpected '${this.current.value}'`);
  }

  protected expect(type: TokenType): Token {
    if (this.current.type !== type) {
      throw syntaxError(`expected token '${ENDS.get(type) ?? type}', got '${this.current.value}'`);
    }
    return this.take();
  }

  protected expectOperator(value: string): void {
    if (!this.skip("operator", value)) {
      throw syntaxError(`expected token '${value}', got '${this.current.value}'`);
    }
  }

  protected expectWord(value: string): void {
    if (!this.skip("name", value)) {
      throw syntaxError(`expected token '${value}', got '${this.current.value}'`);
    }
  }

  protected isOperator(value: string): boolean {
    return this.current.type === "operator" && this.current.value === value;
  }

  protected isWord(value: string, token = this.current): boolean {
    return token.type === "name" && token.value === value;
  }

  /** Takes the token where it is this one. */
  protected skip(type: TokenType, value = this.current.value): boolean {
    if (this.current.type !== type || this.current.value !== value) return false;
    this.take();
    return true;
  }

  expression(withCondition = true): Expression {
    return nested(() => (withCondition ? this.#condition() : this.#or()));
  }

  tuple(options: TupleOptions = {}): Expression {
    const { isSimple = false, withCondition = true, ends = [], isInParentheses = false } = options;
    const items: Expression[] = [];
    let isTuple = false;
    for (;;) {
      if (items.length > 0) this.expectOperator(",");
      if (this.#isTupleEnd(ends)) break;
      items.push(isSimple ? this.#primary() : this.expression(withCondition));
      if (!this.isOperator(",")) break;
      isTuple = true;
    }
    if (!isTuple) {
      const [only] = items;
      if (only !== undefined) return only;
      if (!isInParentheses) throw syntaxError(`Expected an expression, got '${this.current.value}'`);
    }
    return { kind: "tuple", items };
  }

  #isTupleEnd(ends: readonly string[]): boolean {
    const { type, value } = this.current;
    return (
      type === "variable_end" ||
      type === "block_end" ||
      this.isOperator(")") ||
      (type === "name" && ends.includes(value))
    );
  }

  #condition(): Expression {
    let yes = this.#or();
    while (this.skip("name", "if")) {
      const test = this.#or();
      const no = this.skip("name", "else") ? this.expression() : null;
      yes = { kind: "condition", test, yes, no };
    }
    return yes;
  }

  #or(): Expression {
    let left = this.#and();
    while (this.skip("name", "or")) left = { kind: "or", left, right: this.#and() };
    return left;
  }

  #and(): Expression {
    let left = this.#not();
    while (this.skip("name", "and")) left = { kind: "and", left, right: this.#not() };
    return left;
  }

  #not(): Expression {
    return this.skip("name", "not") ? { kind: "not", operand: nested(() => this.#not()) } : this.#compare();
  }

  #compare(): Expression {
    const first = this.#sum();
    const rest: [Comparison, Expression][] = [];
    for (;;) {
      const operator = this.current.type === "operator" ? COMPARISONS.get(this.current.value) : undefined;
      if (operator !== undefined) {
        this.take();
        rest.push([operator, this.#sum()]);
      } else if (this.skip("name", "in")) {
        rest.push(["in", this.#sum()]);
      } else if (this.isWord("not") && this.isWord("in", this.following)) {
        this.take();
        this.take();
        rest.push(["notin", this.#sum()]);
      } else {
        return rest.length === 0 ? first : { kind: "compare", first, rest };
      }
    }
  }

  #sum(): Expression {
    return this.#binary(SUMS, () => this.#concat());
  }

  #concat(): Expression {
    const items = [this.#product()];
    while (this.skip("operator", "~")) items.push(this.#product());
    const [only] = items;
    return items.length === 1 && only !== undefined ? only : { kind: "concat", items };
  }

  #product(): Expression {
    return this.#binary(PRODUCTS, () => this.#power());
  }

  #power(): Expression {
    return this.#binary(POWER, () => this.#unary());
  }

  #binary(operators: ReadonlyMap<string, BinaryOperator>, parse: () => Expression): Expression {
    let left = parse();
    for (;;) {
      const operator = this.current.type === "operator" ? operators.get(this.current.value) : undefined;
      if (operator === undefined) return left;
      this.take();
      left = { kind: "binary", operator, left, right: parse() };
    }
  }

  #unary(withFilter = true): Expression {
    const node = this.#postfix(this.#signed());
    return withFilter ? this.filterChain(node) : node;
  }

  #signed(): Expression {
    if (this.skip("operator", "-")) return { kind: "negative", operand: nested(() => this.#unary(false)) };
    if (this.skip("operator", "+")) return { kind: "positive", operand: nested(() => this.#unary(false)) };
    return this.#primary();
  }

  #primary(): Expression {
    const { type, value } = this.current;
    if (type === "name") {
      this.take();
      const constant = CONSTANTS.get(value);
      return constant === undefined ? { kind: "name", name: value } : { kind: "constant", value: constant };
    }
    if (type === "string") {
      let text = "";
      while (this.current.type === "string") text += this.take().value;
      return { kind: "constant", value: text };
    }
    if (type !== "integer" && type !== "float") return this.#bracketed();
    if (value.length > MAX_DIGITS) throw tooManyDigits();
    this.take();
    const digits = value.replaceAll("_", "");
    return { kind: "constant", value: type === "float" ? Number(digits) : BigInt(digits) };
  }

  #bracketed(): Expression {
    if (this.skip("operator", "(")) {
      const tuple = this.tuple({ isInParentheses: true });
      this.expectOperator(")");
      return tuple;
    }
    if (this.skip("operator", "[")) return this.#list();
    if (this.skip("operator", "{")) return this.#dict();
    throw this.unexpected();
  }

  #list(): Expression {
    const items: Expression[] = [];
    while (!this.isOperator("]")) {
      if (items.length > 0) this.expectOperator(",");
      if (this.isOperator("]")) break;
      items.push(this.expression());
    }
    this.expectOperator("]");
    return { kind: "list", items };
  }

  #dict(): Expression {
    const items: [Expression, Expression][] = [];
    while (!this.isOperator("}")) {
      if (items.length > 0) this.expectOperator(",");
      if (this.isOperator("}")) break;
      const key = this.expression();
      this.expectOperator(":");
      items.push([key, this.expression()]);
    }
    this.expectOperator("}");
    return { kind: "dict", items };
  }

  #postfix(node: Expression): Expression {
    for (let result = node; ;) {
      if (this.skip("operator", ".")) result = this.#attribute(result);
      else if (this.skip("operator", "[")) result = this.#item(result);
      else if (this.isOperator("(")) result = { kind: "call", callee: result, args: this.#arguments() };
      else return result;
    }
  }

  #attribute(object: Expression): Expression {
    const { type, value } = this.take();
    if (type === "name") return { kind: "attribute", object, name: value };
    if (type !== "integer" || value.length > MAX_DIGITS) throw syntaxError("expected name or number");
    return { kind: "item", object, key: { kind: "constant", value: BigInt(value) } };
  }

  #item(object: Expression): Expression {
    const keys: Expression[] = [];
    while (!this.isOperator("]")) {
      if (keys.length > 0) this.expectOperator(",");
      keys.push(this.#key());
    }
    this.expectOperator("]");
    const [only] = keys;
    return {
      kind: "item",
      object,
      key: keys.length === 1 && only !== undefined ? only : { kind: "tuple", items: keys },
    };
  }

  #key(): Expression {
    const parts: (Expression | null)[] = [];
    const isAtEnd = (): boolean => this.isOperator(":") || this.isOperator("]") || this.isOperator(",");
    if (!this.isOperator(":")) {
      const key = this.expression();
      if (!this.isOperator(":")) return key;
      parts.push(key);
    } else {
      parts.push(null);
    }
    while (parts.length < 3 && this.skip("operator", ":")) parts.push(isAtEnd() ? null : this.expression());
    return { kind: "slice", parts };
  }

  /** @param operand null in a block that is filtered. @param isInline whether the first name stands without a "|". */
  protected filterChain(operand: Expression | null, isInline = operand === null): Expression {
    let node = operand;
    let isFirst = isInline;
    for (;;) {
      if (isFirst || this.skip("operator", "|")) {
        isFirst = false;
        node = { kind: "filter", name: this.#dottedName(), operand: node, args: this.#optionalArguments() };
      } else if (node !== null && operand !== null && this.skip("name", "is")) {
        node = this.#test(node);
      } else if (node !== null && operand !== null && this.isOperator("(")) {
        node = { kind: "call", callee: node, args: this.#arguments() };
      } else {
        if (node === null) throw this.unexpected();
        return node;
      }
    }
  }

  #test(operand: Expression): Expression {
    const isNegated = this.skip("name", "not");
    const test: Expression = { kind: "test", name: this.#dottedName(), operand, args: this.#testArguments() };
    return isNegated ? { kind: "not", operand: test } : test;
  }

  #testArguments(): CallArguments {
    if (this.isOperator("(")) return this.#arguments();
    const { type, value } = this.current;
    const begins =
      ["name", "string", "integer", "float"].includes(type) || (type === "operator" && "([{".includes(value));
    if (!begins || (type === "name" && ["else", "or", "and"].includes(value))) return NO_ARGUMENTS;
    if (this.isWord("is")) throw syntaxError("You cannot chain multiple tests with is");
    return { ...NO_ARGUMENTS, positional: [this.#postfix(this.#primary())] };
  }

  #dottedName(): string {
    let name = this.expect("name").value;
    while (this.skip("operator", ".")) name += `.${this.expect("name").value}`;
    return name;
  }

  #optionalArguments(): CallArguments {
    return this.isOperator("(") ? this.#arguments() : NO_ARGUMENTS;
  }

  #arguments(): CallArguments {
    const positional: Expression[] = [];
    const named: [string, Expression][] = [];
    let spread: Expression | null = null;
    let spreadNamed: Expression | null = null;
    const ensure = (isSo: boolean): void => {
      if (!isSo) throw syntaxError("invalid syntax for function call expression");
    };
    this.expectOperator("(");
    for (let isFirst = true; !this.isOperator(")"); isFirst = false) {
      if (!isFirst) {
        this.expectOperator(",");
        if (this.isOperator(")")) break;
      }
      if (this.skip("operator", "*")) {
        ensure(spread === null && spreadNamed === null);
        spread = this.expression();
      } else if (this.skip("operator", "**")) {
        ensure(spreadNamed === null);
        spreadNamed = this.expression();
      } else if (
        this.current.type === "name" &&
        this.following.value === "=" &&
        this.following.type === "operator"
      ) {
        ensure(spreadNamed === null);
        const name = this.take().value;
        this.take();
        if (named.some(([known]) => known === name)) {
          throw new JinjaError("SyntaxError", `keyword argument repeated: ${name}`);
        }
        named.push([name, this.expression()]);
      } else {
        ensure(spread === null && spreadNamed === null && named.length === 0);
        positional.push(this.expression());
      }
    }
    this.expectOperator(")");
    return { positional, named, spread, spreadNamed };
  }
}
