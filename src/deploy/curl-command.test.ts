import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { curlCommand } from "./curl-command.ts";

/** What a shell hands to curl. */
function words(command: string): readonly string[] {
  const script = `curl() { printf '%s\\0' "$@"; }\n${command}`;
  return execFileSync("sh", ["-c", script]).toString().split("\0").slice(0, -1);
}

test("a shell hands over what was typed, whatever is in it", () => {
  const body = { inputs: { prompt: 'It\'s $HOME `a`\n"b" \\ @' } };
  const request = { url: " https://e.example/score?a=1&b=2 ", token: "a'b$c", body, timeoutSeconds: 10 };
  expect(words(curlCommand(request))).toEqual([
    "--silent",
    "--show-error",
    "--max-time",
    "10",
    "https://e.example/score?a=1&b=2",
    "--header",
    "Content-Type: application/json",
    "--header",
    "Authorization: Bearer a'b$c",
    "--data-raw",
    JSON.stringify(body),
  ]);
});

test("without a key there is no header for one", () => {
  const request = { url: "https://e.example/score", token: null, body: { a: 1 }, timeoutSeconds: 60 };
  expect(curlCommand(request)).toBe(`curl --silent --show-error --max-time 60 'https://e.example/score' \\
  --header 'Content-Type: application/json' \\
  --data-raw '{"a":1}'`);
});
