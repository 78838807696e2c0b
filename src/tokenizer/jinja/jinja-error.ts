/** An error as Python raises it: its class and its words. */
export class JinjaError extends Error {
  override readonly name = "JinjaError";
  /** The class's name in Python, such as "UndefinedError". */
  readonly type: string;

  constructor(type: string, text: string) {
    super(text);
    this.type = type;
  }
}

export const typeError = (text: string): JinjaError => new JinjaError("TypeError", text);
export const syntaxError = (text: string): JinjaError => new JinjaError("TemplateSyntaxError", text);
/** What jinja2 can do and this port cannot. */
export const unsupported = (what: string): JinjaError =>
  new JinjaError("NotImplementedError", `${what} is not supported here`);
