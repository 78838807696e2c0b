/** What names in code stand for, as far as can be known without running it. */
import type { SyntaxNode } from "@lezer/common";
import type { PythonSource } from "#wrapper/python-syntax.ts";
import { type PythonSymbol, symbolOf } from "./api.ts";

/** A module, class or function itself, or an object of a class. */
interface Bound {
  readonly name: string;
  readonly isObject: boolean;
}

export class NamesInScope {
  readonly #source: PythonSource;
  /** By the text of what is bound: "og", "self.model". */
  readonly #bound = new Map<string, Bound>();

  constructor(source: PythonSource) {
    this.#source = source;
    for (const statement of source.find("ImportStatement")) this.#import(source.text(statement));
    if (source.code.includes("PythonModel")) {
      this.#bound.set("context", { name: "mlflow.pyfunc.PythonModelContext", isObject: true });
    }
    for (const statement of source.find("AssignStatement")) this.#assign(statement);
  }

  /** The names themselves. */
  names(): string[] {
    return [...this.#bound.keys()].filter((name) => !name.includes("."));
  }

  /**
   * What a dotted name in the code stands for; for an object, its class.
   * @returns null if it is not a known name.
   */
  resolve(text: string): PythonSymbol | null {
    const bound = this.#boundTo(text);
    return bound && symbolOf(bound.name);
  }

  #boundTo(text: string): Bound | null {
    const parts = text.split(".");
    for (let length = parts.length; length > 0; length--) {
      const found = this.#bound.get(parts.slice(0, length).join("."));
      if (!found) continue;
      const rest = parts.slice(length);
      return rest.length === 0 ? found : { name: [found.name, ...rest].join("."), isObject: false };
    }
    return null;
  }

  #import(text: string): void {
    const line = text.replaceAll(/[()\\]/g, " ").replaceAll(/\s+/g, " ");
    const from = /^from ([\w.]+) import (.+)$/.exec(line);
    const plain = /^import (.+)$/.exec(line);
    for (const item of (from?.[2] ?? plain?.[1] ?? "").split(",")) {
      const [name, as] = item.trim().split(" as ");
      if (!name) continue;
      if (from) this.#bound.set(as ?? name, { name: `${from[1]}.${name}`, isObject: false });
      else if (as) this.#bound.set(as, { name, isObject: false });
      // "import a.b" binds a.
      else {
        const [outermost = name] = name.split(".");
        this.#bound.set(outermost, { name: outermost, isObject: false });
      }
    }
  }

  #assign(statement: SyntaxNode): void {
    const target = statement.firstChild;
    const value = statement.lastChild;
    if (!target || value?.name !== "CallExpression" || !value.firstChild) return;
    const callee = this.resolve(this.#source.text(value.firstChild));
    const name = callee?.kind === "class" ? callee.name : callee?.returns;
    if (name !== undefined) this.#bound.set(this.#source.text(target), { name, isObject: true });
  }
}
