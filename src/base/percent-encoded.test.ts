import { expect, it } from "vitest";
import { percentEncoded, percentEncodedPath } from "./percent-encoded.ts";

it.each([
  ["a/é %", "a%2F%C3%A9%20%25"],
  ["\ud800a", "%EF%BF%BDa"],
  ["\u{1f600}", "%F0%9F%98%80"],
])("%j is written as %s", (text, written) => expect(percentEncoded(text)).toBe(written));

it("a path keeps its slashes", () => expect(percentEncodedPath("a b/\udc00/c")).toBe("a%20b/%EF%BF%BD/c"));
