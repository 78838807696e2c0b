import { own } from "#base/own.ts";
import type { Scanner } from "./scanner.ts";
import type { BinaryOperator, CallArguments, Expression, Parameter, Variable } from "./syntax.ts";
import type { Primitive } from "./value.ts";

const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/;

/** @param allowsIf whether `… if … else …` can follow; not in the head of a loop, which has an `if` of its own. */
export function parseExpression(scanner: Scanner, allowsIf = true): Expression {
  return scanner.nested(() => {
    const value = parseOr(scanner);
    if (scanner.isAtEnd || !allowsIf || scanner.token(/if\b/y) === "") return value;
    const { position } = scanner;
    const condition = parseOr(scanner);
    const otherwise = scanner.token(/else\b/y) === "" ? undefined : parseExpression(scanner);
    return { kind: "if", position, condition, value, otherwise };
  });
}

function binary(position: number, operator: BinaryOperator, left: Expression, right: Expression): Expression {
  return { kind: "binary", position, operator, left, right };
}

function parseOr(scanner: Scanner): Expression {
  let left = parseAnd(scanner);
  const { position } = scanner;
  while (scanner.token(/or\b/y) !== "") left = binary(position, "or", left, parseAnd(scanner));
  return left;
}

function parseAnd(scanner: Scanner): Expression {
  let left = parseNot(scanner);
  const { position } = scanner;
  while (scanner.token(/and\b/y) !== "") left = binary(position, "and", left, parseNot(scanner));
  return left;
}

function parseNot(scanner: Scanner): Expression {
  const { position } = scanner;
  if (scanner.token(/not\b/y) === "") return parseComparison(scanner);
  return { kind: "unary", position, operator: "not", operand: parseNot(scanner) };
}

function parseComparison(scanner: Scanner): Expression {
  let left = parseConcatenation(scanner);
  for (;;) {
    const operator = scanner.token(/==|!=|<=?|>=?|in\b|is\b|not[ \t-\r]+in\b/y);
    if (operator === "") return left;
    if (operator === "is") {
      const isNegated = scanner.token(/not\b/y) !== "";
      const right = parseIdentifier(scanner);
      if (right === undefined) throw new Error("Expected identifier after 'is' keyword");
      return binary(left.position, isNegated ? "is not" : "is", left, right);
    }
    const right = parseConcatenation(scanner);
    const name = operator.startsWith("not") ? "not in" : (operator as BinaryOperator);
    left = binary(scanner.position, name, left, right);
  }
}

function parseConcatenation(scanner: Scanner): Expression {
  const left = parsePower(scanner);
  if (scanner.token(/~(?!\})/y) === "") return left;
  const right = parseAnd(scanner);
  return binary(scanner.position, "~", left, right);
}

function parsePower(scanner: Scanner): Expression {
  let left = parseSum(scanner);
  while (scanner.token("**") !== "") {
    const right = parseSum(scanner);
    left = binary(scanner.position, "**", left, right);
  }
  return left;
}

/** A minus before a closing mark belongs to that mark. */
const plusOrMinus = /\+|-(?![}%#]\})/y;

function parseSum(scanner: Scanner): Expression {
  let left = parseProduct(scanner);
  for (;;) {
    const operator = scanner.token(plusOrMinus);
    if (operator === "") return left;
    const right = parseProduct(scanner);
    left = binary(scanner.position, operator as BinaryOperator, left, right);
  }
}

/** A filter binds like a product. A loop, so that a long chain of filters needs no stack. */
function parseProduct(scanner: Scanner): Expression {
  const first = parseFactors(scanner);
  const parts = [first];
  while (scanner.token("|") !== "") parts.push(parseFactors(scanner));
  return parts.length === 1 ? first : { kind: "filter", position: scanner.position, parts };
}

function parseFactors(scanner: Scanner): Expression {
  let left = parseSigned(scanner);
  for (;;) {
    const operator = scanner.token(/\*\*?|\/\/?|%(?!\})/y);
    if (operator === "") return left;
    const right = parseSigned(scanner);
    left = binary(scanner.position, operator as BinaryOperator, left, right);
  }
}

function parseSigned(scanner: Scanner): Expression {
  const operator = scanner.token(plusOrMinus);
  const operand = parseExpansion(scanner);
  if (operator === "") return operand;
  return { kind: "unary", position: scanner.position, operator: operator as "+" | "-", operand };
}

function parseExpansion(scanner: Scanner): Expression {
  const operator = scanner.token(/\*\*?/y);
  const operand = parseValue(scanner);
  if (operator === "") return operand;
  return { kind: "unary", position: scanner.position, operator: operator as "*" | "**", operand };
}

function parseValue(scanner: Scanner): Expression {
  let value = parseAtom(scanner);
  scanner.skipSpaces();
  while (scanner.peek("[", ".")) {
    value = scanner.token("[") === "" ? parseMember(scanner, value) : parseSubscript(scanner, value);
    scanner.skipSpaces();
  }
  if (!scanner.peek("(")) return value;
  const { position } = scanner;
  return { kind: "call", position, callee: value, args: parseCallArguments(scanner) };
}

function parseAtom(scanner: Scanner): Expression {
  const { position } = scanner;
  const constant = parseConstant(scanner);
  if (constant !== undefined) return { kind: "literal", position, value: constant };
  const enclosed =
    parseIdentifier(scanner) ?? parseParentheses(scanner) ?? parseArray(scanner) ?? parseDictionary(scanner);
  if (enclosed === undefined) throw new Error("Expected value expression");
  return enclosed;
}

/** undefined if there is none. */
function parseConstant(scanner: Scanner): Primitive {
  let text = parseString(scanner);
  if (text !== undefined) {
    for (let next = parseString(scanner); next !== undefined; next = parseString(scanner)) text += next;
    return text;
  }
  const word = scanner.token(/(?:[tT]rue|[fF]alse|[nN]one|null)\b/y).toLowerCase();
  if (word !== "") return word === "true" ? true : word === "false" ? false : null;
  const digits = scanner.token(/[-+]?(?:[\d.]|(?<=[\d.])[eE])+/y);
  if (digits === "") return undefined;
  if (!number.test(digits)) throw new Error(`Failed to parse number: '${digits}'`);
  const isWhole = !/[.eE]/.test(digits) && Math.abs(Number(digits)) < 2 ** 64;
  return isWhole ? BigInt(digits) : Number(digits);
}

const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };

function parseString(scanner: Scanner): string | undefined {
  const match = scanner.groups(/"((?:[^"\\]|\\[^])*)"|'((?:[^'\\]|\\[^])*)'/y);
  const text = match?.[1] ?? match?.[2];
  return text?.replaceAll(/\\([^])/g, (_, char: string) => own(escapes, char) ?? char);
}

export function parseIdentifier(scanner: Scanner): Variable | undefined {
  const { position } = scanner;
  const name = scanner.token(/(?!(?:not|is|and|or|del)\b)[a-zA-Z_]\w*/y);
  return name === "" ? undefined : { kind: "variable", position, name };
}

function parseMember(scanner: Scanner, object: Expression): Expression {
  scanner.token(".");
  const member = parseIdentifier(scanner);
  if (member === undefined) throw new Error("Expected identifier in subscript");
  const { position, name } = member;
  scanner.skipSpaces();
  if (scanner.peek("(")) {
    return { kind: "method", position, object, name, args: parseCallArguments(scanner) };
  }
  return { kind: "subscript", position, base: object, index: { kind: "literal", position, value: name } };
}

function parseSubscript(scanner: Scanner, base: Expression): Expression {
  const index = parseIndex(scanner);
  if (index === undefined) throw new Error("Empty index in subscript");
  if (scanner.token("]") === "") throw new Error("Expected closing bracket in subscript");
  return { kind: "subscript", position: base.position, base, index };
}

function parseIndex(scanner: Scanner): Expression | undefined {
  const { position } = scanner;
  const unless = (...symbols: string[]): Expression | undefined =>
    scanner.peek(...symbols) ? undefined : parseExpression(scanner);
  const start = unless(":");
  if (scanner.token(":") === "") return start;
  const end = unless(":", "]");
  const step = scanner.token(":") === "" ? undefined : unless("]");
  return { kind: "slice", position, start, end, step };
}

function parseParentheses(scanner: Scanner): Expression | undefined {
  if (scanner.token("(") === "") return undefined;
  const elements = [parseExpression(scanner)];
  if (scanner.token(")") !== "") return elements[0];
  while (!scanner.isAtEnd) {
    if (scanner.token(",") === "") throw new Error("Expected comma in tuple");
    elements.push(parseExpression(scanner));
    if (scanner.token(")") !== "") return { kind: "array", position: scanner.position, elements };
  }
  throw new Error("Expected closing parenthesis");
}

function parseArray(scanner: Scanner): Expression | undefined {
  if (scanner.token("[") === "") return undefined;
  const elements = parseItems(scanner, "]", parseExpression);
  return { kind: "array", position: scanner.position, elements };
}

function parseDictionary(scanner: Scanner): Expression | undefined {
  if (scanner.token("{") === "") return undefined;
  const entries = parseItems(scanner, "}", (): readonly [Expression, Expression] => {
    const key = parseExpression(scanner);
    if (scanner.token(":") === "") throw new Error("Expected colon betweek key & value in dictionary");
    return [key, parseExpression(scanner)];
  });
  return { kind: "dictionary", position: scanner.position, entries };
}

function parseItems<Item>(
  scanner: Scanner,
  close: "]" | "}",
  parseItem: (scanner: Scanner) => Item,
): readonly Item[] {
  const [where, mark] = close === "]" ? ["array", "bracket"] : ["dictionary", "brace"];
  if (scanner.token(close) !== "") return [];
  const items = [parseItem(scanner)];
  while (!scanner.isAtEnd) {
    if (scanner.token(",") !== "") items.push(parseItem(scanner));
    else if (scanner.token(close) !== "") return items;
    else throw new Error(`Expected comma or closing ${mark} in ${where}`);
  }
  throw new Error(`Expected closing ${mark}`);
}

function parseCallArguments(scanner: Scanner): CallArguments {
  const named: [string, Expression][] = [];
  const positional: Expression[] = [];
  parseInParentheses(scanner, "call args", (expression, value) => {
    if (value !== undefined && expression.kind === "variable") named.push([expression.name, value]);
    else positional.push(expression);
  });
  return { positional, named };
}

export function parseParameters(scanner: Scanner): readonly Parameter[] {
  const parameters: Parameter[] = [];
  parseInParentheses(scanner, "param list", (expression, value) => {
    parameters.push(expression.kind === "variable" ? [expression.name, value] : ["", expression]);
  });
  return parameters;
}

/** @param add receives each expression, and what follows `name =`. */
function parseInParentheses(
  scanner: Scanner,
  where: string,
  add: (expression: Expression, value: Expression | undefined) => void,
): void {
  if (scanner.token("(") === "") throw new Error(`Expected opening parenthesis in ${where}`);
  while (!scanner.isAtEnd) {
    if (scanner.token(")") !== "") return;
    const expression = parseExpression(scanner);
    const isNamed = expression.kind === "variable" && scanner.token("=") !== "";
    add(expression, isNamed ? parseExpression(scanner) : undefined);
    if (scanner.token(",") !== "") continue;
    if (scanner.token(")") === "") break;
    return;
  }
  throw new Error("Expected closing parenthesis in call args");
}
