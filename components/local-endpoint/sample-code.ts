import { isRecord } from "#base/record.ts";
import { parseJson } from "#base/parse-json.ts";
import type { WrapperOption } from "#wrapper/wrapper.ts";

/** The body of a POST: the cell's own input, in the form that its option takes. */
export function sampleBody(input: string, option: WrapperOption): string {
  let value: unknown;
  try {
    value = parseJson(input);
  } catch {
    return input;
  }
  const isPrompt = option === "pyfunc" && isRecord(value) && "prompt" in value;
  return JSON.stringify(isPrompt ? { inputs: value } : value, null, 2);
}

/** JavaScript for a page of this origin, or for any other program once the address is a server's. */
export function sampleCode(url: string, body: string): string {
  const indented = body.replaceAll("\n", "\n  ");
  return `const response = await fetch(${JSON.stringify(url)}, {
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify(${indented}),
});
console.log(response.status, await response.json());
`;
}
