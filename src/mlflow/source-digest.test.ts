import { expect, test } from "vitest";
import { sourceDigest } from "./source-digest.ts";

const ONE = { path: "code/a.py", text: "A = 1\n" };
const OTHER = { path: "code/b.py", text: "B = 2\n" };

test("a digest is of paths and texts, in whatever order they come", async () => {
  const digest = await sourceDigest([ONE, OTHER]);
  expect(await sourceDigest([OTHER, ONE])).toBe(digest);
  expect(await sourceDigest([ONE, { ...OTHER, text: "B = 3\n" }])).not.toBe(digest);
  expect(await sourceDigest([ONE, { ...OTHER, path: "code/c.py" }])).not.toBe(digest);
});
