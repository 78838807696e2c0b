/** Port of jinja2's parser (jinja2/parser.py), with the tags that transformers adds: generation, break, continue. */
import { JinjaError, syntaxError, unsupported } from "./jinja-error.ts";
import { lex, type Token } from "./lex.ts";
import { nested } from "../template-budget.ts";
import type { Assigned, Body, Expression, Signature, Statement } from "./syntax.ts";
import { ExpressionParser } from "./parse-expression.ts";

/** @throws JinjaError "TemplateSyntaxError". */
export function parseTemplate(template: string): Body {
  return new TemplateParser(lex(template)).template();
}

class TemplateParser extends ExpressionParser {
  #loopDepth = 0;

  template(): Body {
    const body = this.#body([]);
    if (this.current.type !== "eof") throw this.unexpected();
    return body;
  }

  /** Up to a tag of one of these names, which is not taken. */
  #body(ends: readonly string[]): Body {
    return nested(() => {
      const body: Statement[] = [];
      while (this.current.type !== "eof") {
        const { type, value } = this.take();
        if (type === "data") {
          body.push({ kind: "text", text: value });
        } else if (type === "variable_begin") {
          body.push({ kind: "print", value: this.tuple() });
          this.expect("variable_end");
        } else {
          if (this.current.type === "name" && ends.includes(this.current.value)) return body;
          body.push(this.#statement());
          this.expect("block_end");
        }
      }
      if (ends.length > 0) {
        throw syntaxError(
          `Unexpected end of template. Jinja was looking for the following tags: '${ends.join("' or '")}'.`,
        );
      }
      return body;
    });
  }

  /** What a tag opens, up to its end tag; the name of that is taken. */
  #block(...ends: string[]): Body {
    // In case there was an unnecessary ":".
    this.skip("operator", ":");
    this.expect("block_end");
    return this.#body(ends);
  }

  #lastBlock(end: string): Body {
    const body = this.#block(end);
    this.take();
    return body;
  }

  #statement(): Statement {
    const tag = this.current;
    if (tag.type !== "name") throw syntaxError("tag name expected");
    this.take();
    switch (tag.value) {
      case "if":
        return this.#if();
      case "for":
        return this.#for();
      case "set":
        return this.#set();
      case "macro":
        return this.#macro();
      case "call":
        return this.#call();
      case "filter":
        return { kind: "filter", filter: this.filterChain(null), body: this.#lastBlock("endfilter") };
      case "with":
        return this.#with();
      case "generation":
        return { kind: "scope", body: this.#lastBlock("endgeneration") };
      case "block":
        return this.#named();
      case "break":
      case "continue":
        if (this.#loopDepth === 0) throw new JinjaError("SyntaxError", `'${tag.value}' outside loop`);
        return { kind: tag.value };
      case "print":
        return { kind: "print", value: this.tuple() };
      case "autoescape":
        this.expression();
        throw unsupported("autoescape");
      case "include":
      case "extends":
      case "import":
      case "from":
        return this.#load();
      default:
        throw syntaxError(`Encountered unknown tag '${tag.value}'.`);
    }
  }

  #if(): Statement {
    const branches: [Expression, Body][] = [];
    for (;;) {
      const test = this.tuple({ withCondition: false });
      branches.push([test, this.#block("elif", "else", "endif")]);
      const { value } = this.take();
      if (value === "elif") continue;
      return { kind: "if", branches, otherwise: value === "else" ? this.#lastBlock("endif") : [] };
    }
  }

  #for(): Statement {
    const target = this.#target({ ends: ["in"] });
    this.expectWord("in");
    const items = this.tuple({ withCondition: false, ends: ["recursive"] });
    const test = this.skip("name", "if") ? this.expression() : null;
    const isRecursive = this.skip("name", "recursive");
    this.#loopDepth += 1;
    const body = this.#block("endfor", "else");
    this.#loopDepth -= 1;
    const otherwise = this.take().value === "else" ? this.#lastBlock("endfor") : [];
    return { kind: "for", target, items, test, isRecursive, body, otherwise };
  }

  #set(): Statement {
    const target = this.#target({ withMember: true });
    if (this.skip("operator", "=")) return { kind: "set", target, value: this.tuple() };
    const filter = this.isOperator("|") ? this.filterChain(null, false) : null;
    return { kind: "set block", target, filter, body: this.#lastBlock("endset") };
  }

  #macro(): Statement {
    const name = this.#newName();
    const signature = this.#signature();
    return { kind: "macro", name, signature, body: this.#outsideOfLoops(() => this.#lastBlock("endmacro")) };
  }

  #call(): Statement {
    const signature: Signature = this.isOperator("(") ? this.#signature() : { parameters: [], defaults: [] };
    const call = this.expression();
    if (call.kind !== "call") throw syntaxError("expected call");
    return { kind: "call", call, signature, body: this.#outsideOfLoops(() => this.#lastBlock("endcall")) };
  }

  /** Bodies that become functions in Python, where a loop around is no longer in reach. */
  #outsideOfLoops<Result>(parse: () => Result): Result {
    const depth = this.#loopDepth;
    this.#loopDepth = 0;
    const result = parse();
    this.#loopDepth = depth;
    return result;
  }

  #with(): Statement {
    const values: [Assigned, Expression][] = [];
    while (this.current.type !== "block_end") {
      if (values.length > 0) this.expectOperator(",");
      const target = this.#target();
      this.expectOperator("=");
      values.push([target, this.expression()]);
    }
    return { kind: "with", values, body: this.#lastBlock("endwith") };
  }

  #named(): Statement {
    this.expect("name");
    this.skip("name", "scoped");
    this.skip("name", "required");
    const body = this.#block("endblock");
    this.take();
    this.skip("name");
    return { kind: "scope", body };
  }

  /** Nothing can be loaded: what comes after the name is of no matter, but it has to be an expression. */
  #load(): Statement {
    this.expression();
    while (this.current.type !== "block_end" && this.current.type !== "eof") this.take();
    return { kind: "load" };
  }

  #signature(): Signature {
    const parameters: string[] = [];
    const defaults: Expression[] = [];
    this.expectOperator("(");
    while (!this.isOperator(")")) {
      if (parameters.length > 0) this.expectOperator(",");
      parameters.push(this.#newName());
      if (this.skip("operator", "=")) defaults.push(this.expression());
      else if (defaults.length > 0) throw syntaxError("non-default argument follows default argument");
    }
    this.expectOperator(")");
    return { parameters, defaults };
  }

  #target(options: { readonly withMember?: boolean; readonly ends?: readonly string[] } = {}): Assigned {
    const next = this.following;
    if (options.withMember === true && next.type === "operator" && next.value === ".") {
      const name = this.expect("name").value;
      this.take();
      return { kind: "member", name, member: this.expect("name").value };
    }
    return assigned(this.tuple({ isSimple: true, ends: options.ends ?? [] }));
  }

  #newName(): string {
    return nameOf(this.expect("name"));
  }
}

function assigned(target: Expression): Assigned {
  if (target.kind === "name") return { kind: "name", name: nameOf({ type: "name", value: target.name }) };
  if (target.kind === "tuple") return { kind: "tuple", items: target.items.map((item) => assigned(item)) };
  throw syntaxError(`can't assign to '${target.kind === "constant" ? "const" : target.kind}'`);
}

function nameOf({ value }: Token): string {
  if (/^(?:true|false|none|True|False|None)$/.test(value)) throw syntaxError(`can't assign to '${value}'`);
  return value;
}
