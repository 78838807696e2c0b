/** Which of a module's names Python reads and which it sets, by Lezer's grammar. Nothing is run. */
import type { SyntaxNode } from "@lezer/common";
import { parsePython } from "./parse-python.ts";

export interface Names {
  /** Names that it reads before setting them. */
  readonly reads: ReadonlySet<string>;
  /** Names that it sets, or whose members it changes. */
  readonly writes: ReadonlySet<string>;
}

/** Python's own names, such as `print`, are among those it reads. */
export function namesOfPython(code: string): Names {
  return new Walk(code).names();
}

/** The scope of a function, a class or a comprehension; the cell itself has none. */
interface Scope {
  readonly locals: ReadonlySet<string>;
  /** Names that a `global` statement assigns to the session. */
  readonly globals: ReadonlySet<string>;
  /** Inner functions do not see what a class sets. */
  readonly isClass: boolean;
  /** Its body runs later. */
  readonly isLater: boolean;
  readonly outer: Scope | null;
}

/** As Python has them. Lezer takes any character beyond ASCII for a letter, such as a line separator. */
const NAME = /^[\p{XIDS}_][\p{XIDC}]*$/u;

const NONE: ReadonlySet<string> = new Set();
const OPENS_SCOPE = /^(FunctionDefinition|LambdaExpression|ClassDefinition|.*ComprehensionExpression)$/;
const COMPREHENSION = /ComprehensionExpression$/;

function onlyNames(names: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...names].filter((name) => NAME.test(name)));
}

class Walk {
  readonly #code: string;
  readonly #reads = new Set<string>();
  readonly #writes = new Set<string>();
  readonly #readLater = new Set<string>();

  constructor(code: string) {
    this.#code = code;
  }

  names(): Names {
    this.#visit(parsePython(this.#code), null);
    for (const name of this.#readLater) if (!this.#writes.has(name)) this.#reads.add(name);
    return { reads: onlyNames(this.#reads), writes: onlyNames(this.#writes) };
  }

  #visit(node: SyntaxNode, scope: Scope | null): void {
    switch (node.name) {
      case "VariableName":
        this.#read(this.#text(node), scope);
        return;
      case "ImportStatement":
        for (const name of this.#imported(node)) this.#write(name, scope);
        return;
      case "ScopeStatement":
        return;
      case "FunctionDefinition":
      case "LambdaExpression":
        this.#visitFunction(node, scope);
        return;
      case "ClassDefinition":
        this.#visitClass(node, scope);
        return;
      case "AssignStatement":
        this.#visitAssignment(node, scope);
        return;
      case "UpdateStatement":
        this.#visitChildren(node, scope);
        if (node.firstChild) this.#visitTarget(node.firstChild, scope);
        return;
      case "DeleteStatement":
        for (const child of childrenOf(node)) this.#visitTarget(child, scope);
        return;
      case "CapturePattern":
        for (const child of childrenOf(node)) this.#visitTarget(child, scope);
        return;
      case "KeywordPattern":
        for (const child of childrenOf(node).slice(1)) this.#visit(child, scope);
        return;
      default:
        if (COMPREHENSION.test(node.name)) this.#visitComprehension(node, scope);
        else this.#visitChildren(node, scope);
    }
  }

  /** Names that stand for values, and those after `for` and `as`, which are set. */
  #visitChildren(node: SyntaxNode, scope: Scope | null): void {
    let isTarget = false;
    const targets: SyntaxNode[] = [];
    for (const child of childrenOf(node)) {
      if (child.name === "for" || child.name === "as") isTarget = true;
      else if (
        child.name === "in" ||
        child.name === "Body" ||
        (child.name === "," && node.name !== "ForStatement")
      )
        isTarget = false;
      else if (isTarget || child.nextSibling?.name === "AssignOp") {
        // The name of a keyword argument is not one of the session's.
        if (isTarget || this.#isNamedExpression(child)) targets.push(child);
        continue;
      }
      if (child.name === "Body") for (const target of targets.splice(0)) this.#visitTarget(target, scope);
      this.#visit(child, scope);
    }
    for (const target of targets) this.#visitTarget(target, scope);
  }

  #isNamedExpression(node: SyntaxNode): boolean {
    return node.nextSibling !== null && this.#text(node.nextSibling) === ":=";
  }

  #visitAssignment(node: SyntaxNode, scope: Scope | null): void {
    const children = childrenOf(node);
    const last = children.findLastIndex(({ name }) => name === "AssignOp");
    for (const child of children.slice(last + 1)) this.#visit(child, scope);
    for (const child of children.slice(0, Math.max(0, last))) {
      if (child.name === "TypeDef") this.#visit(child, scope);
      else this.#visitTarget(child, scope);
    }
  }

  #visitTarget(node: SyntaxNode, scope: Scope | null): void {
    if (node.name === "VariableName") {
      this.#write(this.#text(node), scope);
      return;
    }
    if (node.name === "MemberExpression") {
      this.#visitChildren(node, scope);
      const changed = innermost(node);
      if (changed.name === "VariableName") this.#write(this.#text(changed), scope);
      return;
    }
    for (const child of childrenOf(node)) this.#visitTarget(child, scope);
  }

  #visitFunction(node: SyntaxNode, scope: Scope | null): void {
    const parameters = node.getChild("ParamList");
    const name = node.name === "FunctionDefinition" ? node.getChild("VariableName") : null;
    const names = new Set<string>();
    for (const child of parameters ? childrenOf(parameters) : []) {
      const isDefault = child.prevSibling?.name === "AssignOp";
      if (child.name === "VariableName" && !isDefault) names.add(this.#text(child));
      else this.#visit(child, scope);
    }
    if (name) this.#write(this.#text(name), scope);
    const globals = new Set<string>();
    for (const child of childrenOf(node)) this.#collectBound(child, names, globals);
    const inner: Scope = { locals: names, globals, isClass: false, isLater: true, outer: scope };
    for (const child of childrenOf(node)) {
      if (child.name === "ParamList" || child.from === name?.from) continue;
      this.#visit(child, child.name === "TypeDef" ? scope : inner);
    }
  }

  #visitClass(node: SyntaxNode, scope: Scope | null): void {
    const bound = new Set<string>();
    const globals = new Set<string>();
    const body = node.getChild("Body");
    if (body) this.#collectBound(body, bound, globals);
    const inner: Scope = { locals: bound, globals, isClass: true, isLater: false, outer: scope };
    const name = node.getChild("VariableName");
    for (const child of childrenOf(node)) {
      if (child.from === name?.from) continue;
      this.#visit(child, child.name === "Body" ? inner : scope);
    }
    if (name) this.#write(this.#text(name), scope);
  }

  #visitComprehension(node: SyntaxNode, scope: Scope | null): void {
    const bound = new Set<string>();
    let isTarget = false;
    for (const child of childrenOf(node)) {
      if (child.name === "for" || child.name === "in") isTarget = child.name === "for";
      else if (isTarget) this.#collectTargets(child, bound);
    }
    const inner: Scope = { locals: bound, globals: NONE, isClass: false, isLater: false, outer: scope };
    for (const child of childrenOf(node)) this.#visit(child, inner);
  }

  /** The names that a scope's statements set there. */
  #collectBound(node: SyntaxNode, bound: Set<string>, globals: Set<string>): void {
    const children = childrenOf(node);
    if (node.name === "ScopeStatement") {
      for (const child of children) if (child.name === "VariableName") globals.add(this.#text(child));
      return;
    }
    if (node.name === "ImportStatement") for (const name of this.#imported(node)) bound.add(name);
    if (node.name === "AssignStatement") {
      const last = children.findLastIndex(({ name }) => name === "AssignOp");
      for (const child of children.slice(0, Math.max(0, last))) this.#collectTargets(child, bound);
    }
    if (node.name === "UpdateStatement" && node.firstChild) this.#collectTargets(node.firstChild, bound);
    if (node.name === "CapturePattern") this.#collectTargets(node, bound);
    if (/^(FunctionDefinition|ClassDefinition)$/.test(node.name)) {
      const name = node.getChild("VariableName");
      if (name) bound.add(this.#text(name));
    }
    if (OPENS_SCOPE.test(node.name)) return;
    let isTarget = false;
    for (const child of children) {
      if (child.name === "for" || child.name === "as") isTarget = node.name !== "ImportStatement";
      else if (child.name === "in" || child.name === "Body") isTarget = false;
      else if (isTarget || this.#isNamedExpression(child)) this.#collectTargets(child, bound);
      this.#collectBound(child, bound, globals);
    }
  }

  #collectTargets(node: SyntaxNode, bound: Set<string>): void {
    if (node.name === "VariableName") bound.add(this.#text(node));
    else if (node.name !== "MemberExpression" && node.name !== "TypeDef")
      for (const child of childrenOf(node)) this.#collectTargets(child, bound);
  }

  #imported(node: SyntaxNode): string[] {
    const children = childrenOf(node);
    const from = children.findIndex(({ name }) => name === "import") + 1;
    return children.slice(from).flatMap((child) => {
      const [before, after] = [child.prevSibling?.name, child.nextSibling?.name];
      // Of `a.b as c`, c; of `a.b`, a.
      const isName = child.name === "VariableName" && before !== ".";
      const isRenamed = after === "as" || (after === "." && this.#isRenamed(child));
      return isName && !isRenamed ? [this.#text(child)] : [];
    });
  }

  #isRenamed(node: SyntaxNode): boolean {
    for (let next = node.nextSibling; next && next.name !== ","; next = next.nextSibling)
      if (next.name === "as") return true;
    return false;
  }

  #read(name: string, scope: Scope | null): void {
    let isLater = false;
    let isWithinFunction = false;
    for (let each = scope; each; each = each.outer) {
      const isSeen = !each.isClass || !isWithinFunction;
      if (isSeen && each.locals.has(name) && !each.globals.has(name)) return;
      isLater ||= each.isLater;
      isWithinFunction ||= each.isLater;
    }
    if (isLater) this.#readLater.add(name);
    else if (!this.#writes.has(name)) this.#reads.add(name);
  }

  #write(name: string, scope: Scope | null): void {
    // A comprehension's named expressions are set outside it.
    const within = scope;
    if (within === null || within.globals.has(name)) this.#writes.add(name);
    else if (!within.locals.has(name) && !within.isClass && !within.isLater) this.#write(name, within.outer);
  }

  #text(node: SyntaxNode): string {
    return this.#code.slice(node.from, node.to);
  }
}

function innermost(node: SyntaxNode): SyntaxNode {
  let inner = node;
  while (inner.name === "MemberExpression" && inner.firstChild) inner = inner.firstChild;
  return inner;
}

function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) children.push(child);
  return children;
}
