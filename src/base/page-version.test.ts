import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { PAGE_VERSION } from "./page-version.ts";

test("the page tells the version of package.json", () => {
  const json = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  expect(PAGE_VERSION).toBe((JSON.parse(json) as { version: string }).version);
});
