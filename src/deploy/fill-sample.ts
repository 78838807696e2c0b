/** A sample with the address and the key that a person has typed, for copying it as it stands. */
import { shellQuote } from "./shell-quote.ts";

interface TypedEndpoint {
  readonly url: string;
  /** "": none. */
  readonly token: string;
}

/** Where the samples read the key, and what they fall back on once there is one. */
const TOKENS: readonly (readonly [asked: string, withDefault: (token: string) => string])[] = [
  ["process.env.ENDPOINT_TOKEN", (token) => `process.env.ENDPOINT_TOKEN ?? ${JSON.stringify(token)}`],
  [
    'os.environ.get("ENDPOINT_TOKEN")',
    (token) => `os.environ.get("ENDPOINT_TOKEN", ${JSON.stringify(token)})`,
  ],
  [
    'Environment.GetEnvironmentVariable("ENDPOINT_TOKEN")',
    (token) => `Environment.GetEnvironmentVariable("ENDPOINT_TOKEN") ?? ${JSON.stringify(token)}`,
  ],
  ['Sys.getenv("ENDPOINT_TOKEN")', (token) => `Sys.getenv("ENDPOINT_TOKEN", ${JSON.stringify(token)})`],
  // The address's line comes first; the shell reads the key by its name.
  [
    'url="${ENDPOINT_URL:-',
    (token) =>
      `: "\${ENDPOINT_TOKEN:=}"\n[ -n "$ENDPOINT_TOKEN" ] || ENDPOINT_TOKEN=${shellQuote(token)}\nurl="\${ENDPOINT_URL:-`,
  ],
];

/** @param sampleUrl the address that the sample was written with. */
export function fillSample(text: string, sampleUrl: string, { url, token }: TypedEndpoint): string {
  const address = plainAddress(url);
  const addressed = address === null ? text : text.replaceAll(sampleUrl, () => address);
  if (token === "") return addressed;
  const found = TOKENS.find(([asked]) => addressed.includes(asked));
  return found ? addressed.replace(found[0], () => found[1](token)) : addressed;
}

/** null for what is no address, or has characters that a program's text would take for its own. */
function plainAddress(typed: string): string | null {
  if (!URL.canParse(typed)) return null;
  const { href } = new URL(typed);
  return /^https?:\/\/[^"'`$\\\s]+$/.test(href) ? href : null;
}
