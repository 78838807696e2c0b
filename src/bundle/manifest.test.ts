import { expect, test } from "vitest";
import { isManifest } from "./manifest.ts";

const HASH = "0a".repeat(32);
const FILE = { path: "model.onnx", size: 3 };
const PIECES = { bytes: 65_536, sha256: [HASH] };

test.each([
  { name: "phi3", files: [] },
  { name: "phi3", files: [FILE], bundleId: "b" },
  { name: "phi3", files: [{ ...FILE, sha256: HASH, url: "https://files.example/x", pieces: PIECES }] },
  { name: "phi3", files: [FILE], notebook: { path: "a.ipynb", size: 0, sha256: HASH }, more: null },
])("is a list of files: %j", (json) => {
  expect(isManifest(json)).toBe(true);
});

test.each([
  null,
  [],
  "phi3",
  {},
  { name: "phi3" },
  { files: [] },
  { name: 1, files: [] },
  { name: "phi3", files: {} },
  { name: "phi3", files: [null] },
  { name: "phi3", files: [[]] },
  { name: "phi3", files: [{ path: "a" }] },
  { name: "phi3", files: [{ size: 1 }] },
  { name: "phi3", files: [{ ...FILE, size: -1 }] },
  { name: "phi3", files: [{ ...FILE, size: 0.5 }] },
  { name: "phi3", files: [{ ...FILE, size: "3" }] },
  { name: "phi3", files: [{ ...FILE, size: 2 ** 60 }] },
  { name: "phi3", files: [{ ...FILE, sha256: HASH.toUpperCase() }] },
  { name: "phi3", files: [{ ...FILE, sha256: null }] },
  { name: "phi3", files: [{ ...FILE, url: null }] },
  { name: "phi3", files: [{ ...FILE, pieces: { ...PIECES, bytes: 65_535 } }] },
  { name: "phi3", files: [{ ...FILE, pieces: { ...PIECES, bytes: 2 ** 23 + 1 } }] },
  { name: "phi3", files: [{ ...FILE, pieces: { ...PIECES, sha256: ["x"] } }] },
  { name: "phi3", files: [{ ...FILE, pieces: { bytes: 65_536 } }] },
  { name: "phi3", files: [], notebook: { path: "a.ipynb", size: 0 } },
  { name: "phi3", files: [], bundleId: 1 },
])("is none: %j", (json) => {
  expect(isManifest(json)).toBe(false);
});
