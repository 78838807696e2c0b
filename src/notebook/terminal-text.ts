/**
 * Text as a terminal would finally show it, as Jupyter does: text after a carriage return or backspace overwrites what was there. Escape
 * sequences, which take no space, stay with the character after them.
 */
export function terminalText(text: string): string {
  // oxlint-disable-next-line no-control-regex -- these are the characters that it is about
  if (!/[\r\b]/.test(text)) return text;
  return text
    .replaceAll(/(?<!\r)\r+\n/g, "\n")
    .split("\n")
    .map(lineInTheEnd)
    .join("\n");
}

// oxlint-disable-next-line no-control-regex -- as above
const TOKEN = /\u001b\[[\d;]*[A-Za-z]|[\s\S]/gu;

function lineInTheEnd(line: string): string {
  const columns: string[] = [];
  let at = 0;
  let escapes = "";
  for (const [token] of line.matchAll(TOKEN)) {
    if (token.startsWith("\u001b[")) escapes += token;
    else if (token === "\r") at = 0;
    else if (token === "\b") at = Math.max(0, at - 1);
    else {
      columns[at] = escapes + token;
      escapes = "";
      at += 1;
    }
  }
  return columns.join("") + escapes;
}
