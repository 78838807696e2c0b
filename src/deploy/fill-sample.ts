/** Fills the address and key that a person typed into a sample, so that the copy runs as it is. */
import { shellQuote } from "./shell-quote.ts";

interface TypedEndpoint {
  readonly url: string;
  /** "": none. */
  readonly token: string;
}

/** Where the samples read the key, and the default used once there is one. */
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
  // The line with the address comes first; the shell reads the key by its name.
  [
    'url="${ENDPOINT_URL:-',
    (token) =>
      `: "\${ENDPOINT_TOKEN:=}"\n[ -n "$ENDPOINT_TOKEN" ] || ENDPOINT_TOKEN=${shellQuote(token)}\nurl="\${ENDPOINT_URL:-`,
  ],
];

/** @param sampleUrl the address in the sample. */
export function fillSample(text: string, sampleUrl: string, { url, token }: TypedEndpoint): string {
  const address = plainAddress(url);
  const addressed = address === null ? text : text.replaceAll(sampleUrl, () => address);
  if (token === "") return addressed;
  const found = TOKENS.find(([asked]) => addressed.includes(asked));
  return found ? addressed.replace(found[0], () => found[1](token)) : addressed;
}

/** null if it is not an address, or has characters with a meaning in programs. */
function plainAddress(typed: string): string | null {
  if (!URL.canParse(typed)) return null;
  const { href } = new URL(typed);
  return /^https?:\/\/[^"'`$\\\s]+$/.test(href) ? href : null;
}
