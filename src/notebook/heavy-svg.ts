import { hasManyMarks } from "./combining-marks.ts";

/** Drawn elements, those counted that `<use>`, patterns, masks and markers draw again. A plot of 10,000 points has 20,000. */
const MOST_DRAWN = 50_000;
const DEEPEST = 200;

const NAME = /[^\s/>"'=<]+/y;
const SPACE = /\s+/y;
const LOCAL_URL = /url\(\s*["']?#([^"')]*)/g;

interface Element {
  readonly children: Element[];
  /** Ids of what it draws, too. */
  readonly references: string[];
  isStyled: boolean;
  /** null while it is counted, so that what draws itself ends. */
  drawn: number | null | undefined;
}

/** Whether a picture would freeze the page: a kilobyte of `<use>` in `<use>` draws a million elements. */
export function isHeavySvg(svg: string): boolean {
  // Texts that stand for others, and pictures in pictures, are more than is followed here.
  if (/<!ENTITY|data:image\/svg/i.test(svg) || hasManyMarks(decoded(svg))) return true;
  const reader = new SvgReader(svg);
  if (!reader.read()) return true;
  // What stands between <style> and </style> is not told from other text: there is little of it in a picture.
  const rules = reader.hasStyles ? decoded(svg).matchAll(/\{[^{}]*\}/g) : [];
  const ofStyles = [...rules].flatMap(([rule]) => urlsIn(rule));
  return drawnBy(reader.root, reader.byId, ofStyles, 0) > MOST_DRAWN;
}

/** The same for the address of a picture that stands in it, `data:image/svg+xml,…`; false for other pictures. */
export function isHeavySvgUrl(url: string): boolean {
  const [, parameters, data = ""] = /^data:image\/svg\+xml([^,]*),([^]*)$/i.exec(url) ?? [];
  if (parameters === undefined) return false;
  try {
    const text = /;\s*base64\s*$/i.test(parameters) ? textOfBase64(data) : decodeURIComponent(data);
    // UTF-16 hides its tags from a reader of ASCII.
    return text.includes("\0") || isHeavySvg(text);
  } catch {
    return true;
  }
}

function textOfBase64(data: string): string {
  return atob(decodeURIComponent(data));
}

/** Goes through the text once, and never back: pictures come from anyone. */
class SvgReader {
  readonly root = newElement();
  readonly byId = new Map<string, Element>();
  hasStyles = false;
  readonly #svg: string;
  readonly #open = [this.root];
  #at = 0;

  constructor(svg: string) {
    this.#svg = svg;
  }

  /** @returns false where its elements are nested too deeply. */
  read(): boolean {
    for (this.#to("<"); this.#at < this.#svg.length && this.#open.length <= DEEPEST; this.#to("<")) {
      if (this.#takes("<!--")) this.#past("-->");
      else if (this.#takes("<![CDATA[")) this.#past("]]>");
      else if (this.#takes("</")) {
        if (this.#open.length > 1) this.#open.pop();
      } else if (this.#takes("<!") || this.#takes("<?")) this.#past(">");
      else if (this.#takes("<")) this.#element();
    }
    return this.#open.length <= DEEPEST;
  }

  #element(): void {
    const name = this.#match(NAME);
    if (name === "") return;
    if (/(?:^|:)style$/.test(name)) this.hasStyles = true;
    const element = newElement();
    this.#open.at(-1)?.children.push(element);
    while (this.#at < this.#svg.length) {
      this.#match(SPACE);
      if (this.#takes("/>")) return;
      if (this.#takes(">")) {
        this.#open.push(element);
        return;
      }
      const attribute = this.#match(NAME);
      if (attribute === "") this.#at += 1;
      else this.#value(attribute, element);
    }
  }

  #value(attribute: string, element: Element): void {
    this.#match(SPACE);
    if (!this.#takes("=")) return;
    this.#match(SPACE);
    const quote = this.#svg.charAt(this.#at);
    if (quote !== '"' && quote !== "'") return;
    const start = this.#at + 1;
    this.#at = start;
    this.#past(quote);
    const value = decoded(this.#svg.slice(start, this.#at - 1));
    if (attribute === "id") this.byId.set(value, element);
    else if (/(?:^|:)href$/.test(attribute)) element.references.push(value.trim().replace(/^#/, ""));
    else element.references.push(...urlsIn(value));
    if (attribute === "class" || attribute === "style") element.isStyled = true;
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const [text = ""] = pattern.exec(this.#svg) ?? [];
    this.#at += text.length;
    return text;
  }

  #takes(text: string): boolean {
    if (!this.#svg.startsWith(text, this.#at)) return false;
    this.#at += text.length;
    return true;
  }

  #to(text: string): void {
    const found = this.#svg.indexOf(text, this.#at);
    this.#at = found < 0 ? this.#svg.length : found;
  }

  #past(text: string): void {
    this.#to(text);
    this.#at += text.length;
  }
}

function newElement(): Element {
  return { children: [], references: [], isStyled: false, drawn: undefined };
}

function urlsIn(text: string): string[] {
  return Array.from(text.matchAll(LOCAL_URL), ([, id = ""]) => id);
}

function decoded(text: string): string {
  return text
    .replaceAll(/&#(?:x([\da-f]{1,6})|(\d{1,7}));/gi, (_, hex?: string, decimal?: string) => {
      const code = hex === undefined ? Number(decimal) : parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : "";
    })
    .replaceAll(/&(?:quot|apos);/g, "'");
}

function drawnBy(
  element: Element,
  byId: ReadonlyMap<string, Element>,
  ofStyles: readonly string[],
  depth: number,
): number {
  if (element.drawn === null) return 0;
  if (element.drawn !== undefined) return element.drawn;
  if (depth > 5 * DEEPEST) return Infinity;
  element.drawn = null;
  let drawn = 1;
  for (const child of element.children) drawn += drawnBy(child, byId, ofStyles, depth + 1);
  for (const id of [...element.references, ...(element.isStyled ? ofStyles : [])]) {
    const target = byId.get(id);
    if (target !== undefined) drawn += drawnBy(target, byId, ofStyles, depth + 1);
  }
  element.drawn = drawn;
  return drawn;
}
