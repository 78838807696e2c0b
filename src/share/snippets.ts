/** HTML for authors to paste into their own pages. */

export interface DemoFacts {
  /** Absolute, or relative to the page that holds the demo. */
  readonly bundle: string;
  readonly name: string;
  readonly sizeBytes: number;
  /** "" for none. */
  readonly prompt: string;
}

/** @param address of the framed demo. */
export function frameSnippet(address: string, name: string): string {
  return `<iframe
  src="${escaped(address)}"
  title="${escaped(name)}"
  width="100%"
  height="420"
  style="border: 0"
  allow="cross-origin-isolated"
></iframe>
`;
}

/** @param script the address of element.js. */
export function elementSnippet(script: string, facts: DemoFacts): string {
  return `<script type="module" src="${escaped(script)}"></script>
${elementHtml(facts)}
`;
}

/** @param before a text that stands there until the demo starts, or if it cannot. */
export function elementHtml(facts: DemoFacts, before = ""): string {
  const attributes = demoAttributes(facts).map(([name, value]) => `\n  ${name}="${escaped(value)}"`);
  return `<phi3-mlflow-demo${attributes.join("")}\n>${escaped(before)}</phi3-mlflow-demo>`;
}

export function demoAttributes({ bundle, name, sizeBytes, prompt }: DemoFacts) {
  return [
    ["bundle", bundle],
    ["name", name],
    ["size", String(sizeBytes)],
    ...(prompt === "" ? [] : [["prompt", prompt] as const]),
  ] as const;
}

const ENTITIES = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
]);

/** A text as HTML, also between quotation marks. */
export function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/g, (char) => ENTITIES.get(char) ?? char);
}
