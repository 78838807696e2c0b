import { expect, test } from "vitest";
import { announcedSize, isCovered, modelName, modelUrl, mostBytes } from "./offer.ts";

const base = "https://notes.example/posts/1";

test("a model's address is one of http, can be relative, and holds no password", () => {
  expect(
    ["model/", "https://files.example/m.zip", "//files.example/m/"].map(
      (given) => modelUrl(given, base)?.href,
    ),
  ).toEqual([
    "https://notes.example/posts/model/",
    "https://files.example/m.zip",
    "https://files.example/m/",
  ]);
  const refused = [
    null,
    "",
    "javascript:alert(1)",
    "data:,x",
    "blob:https://a/b",
    "file:///etc/passwd",
    "https://me:secret@a/",
    "https://%",
  ];
  expect(refused.map((given) => modelUrl(given, base))).toEqual(refused.map(() => null));
});

test("a model's name is the author's, or the last part of its address; it stays one short line", () => {
  const source = new URL("https://files.example/models/phi%203/");
  expect(modelName("Mine", source)).toBe("Mine");
  expect(modelName(null, source)).toBe("phi 3");
  expect(modelName(null, new URL("https://files.example/%ff"))).toBe("%ff");
  expect(modelName(null, new URL("https://files.example/"))).toBe("files.example");
  expect(modelName("a\u202Eb\nc\u200B", source)).toBe("abc");
  expect(modelName("x".repeat(500), source)).toHaveLength(101);
  expect(["", " ", "\u200B"].map((given) => modelName(given, source))).toEqual(["phi 3", "phi 3", "phi 3"]);
  expect(modelName(null, new URL("https://files.example/%E2%80%8B/"))).toBe("files.example");
});

test("a size that an author gave counts only if it can be one: an endless size would cover every model", () => {
  expect(["4000000", "4e6"].map(announcedSize)).toEqual([4_000_000, 4_000_000]);
  expect([null, "", "4 MB", "0", "-5", "1.5", "Infinity", "1e300"].map(announcedSize)).toEqual(
    Array(8).fill(null),
  );
});

test("a reader who agreed to a size and a host did not agree to more, or to another host", () => {
  const agreed = { sizeBytes: 4_000_000, hosts: ["a.example"] };
  const covered = (sizeBytes: number | null, ...hosts: readonly string[]) =>
    isCovered({ sizeBytes, hosts }, agreed);
  expect(covered(4_000_000, "a.example")).toBe(true);
  expect(covered(4_100_000, "a.example")).toBe(true);
  expect(covered(null, "a.example")).toBe(true);
  expect(covered(40_000_000, "a.example")).toBe(false);
  expect(covered(4_000_000, "a.example", "b.example")).toBe(false);
  // A host that tells no size may send no more than this.
  expect(mostBytes(agreed)).toBe(4_300_000);
});
