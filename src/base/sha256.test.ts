import { afterEach, expect, test, vi } from "vitest";
import { sha256 } from "./sha256.ts";

/** FIPS 180-2, B.1. */
const abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

afterEach(() => vi.unstubAllGlobals());

test("is that of the browser, and the same where the browser keeps it back", async () => {
  const bytes = new TextEncoder().encode("abc");
  expect(await sha256(bytes)).toBe(abc);
  vi.stubGlobal("crypto", {});
  expect(await sha256(bytes)).toBe(abc);
});
