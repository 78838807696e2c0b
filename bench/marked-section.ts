/**
 * `text` with what stands between the comments `<!-- NAME -->` and `<!-- /NAME -->` replaced.
 * @throws Error where the two do not stand there, each once and in this order.
 */
export function replaceSection(text: string, name: string, content: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [before, rest, ...more] = text.split(open);
  const [, after, ...others] = (rest ?? "").split(close);
  if (rest === undefined || after === undefined || more.length + others.length > 0) {
    throw new Error(`Expected ${open} and then ${close}, each once.`);
  }
  return `${before}${open}\n\n${content}\n\n${close}${after}`;
}
