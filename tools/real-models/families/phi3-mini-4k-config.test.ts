import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { phi3Mini4kConfig } from "./phi3-mini-4k-config.mjs";

test("Phi-3 mini 4k's configuration has the published hashes", () => {
  const hashes = Object.entries(phi3Mini4kConfig).map(([name, text]) => [
    name,
    createHash("sha256").update(text).digest("hex"),
  ]);
  expect(Object.fromEntries(hashes)).toEqual({
    "config.json": "132bb3dca45e641008dce2ba8bbbf3fd877cf8b76a7c18919e0bae1ef13a20ce",
    "genai_config.json": "d5ec04466a3d080de412409bf762219628f375314cfff303976733364baec5a2",
  });
});
