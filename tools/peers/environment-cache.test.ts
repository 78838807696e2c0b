import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { env } from "node:process";
import { afterEach, beforeEach, expect, test } from "vitest";
import { answersFolder, removeUnused } from "./environment-cache.mjs";

const cacheBefore = env["PEERS_CACHE"];
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "environment-cache-"));
  env["PEERS_CACHE"] = folder;
});
afterEach(() => {
  if (cacheBefore === undefined) delete env["PEERS_CACHE"];
  else env["PEERS_CACHE"] = cacheBefore;
  rmSync(folder, { recursive: true });
});

test("environments and answers of which nobody asked in two months are removed, and no others", () => {
  const before = new Date(Date.now() - 60 * 24 * 60 * 60_000);
  mkdirSync(answersFolder());
  for (const name of ["used", "unused"]) {
    const [stamp, answer] = [path.join(folder, name, "made-from.txt"), path.join(answersFolder(), name)];
    mkdirSync(path.dirname(stamp));
    for (const file of [stamp, answer]) {
      writeFileSync(file, "x");
      if (name === "unused") utimesSync(file, before, before);
    }
  }
  // The folder itself is not what is used.
  utimesSync(answersFolder(), before, before);
  removeUnused();
  const left = ["used", "unused", "answers/used", "answers/unused"];
  expect(left.filter((name) => existsSync(path.join(folder, name)))).toEqual(["used", "answers/used"]);
});
