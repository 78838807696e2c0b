import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

it("a test file that puts another module in the place of one is named *.isolated.test.*", () => {
  const files = ["src", "components"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => `${folder}/${file}`),
  );
  const mocking = files.filter(
    (file) => /\.test\.tsx?$/.test(file) && /\bvi\.(do)?mock\(/i.test(readFileSync(file, "utf8")),
  );
  expect(mocking.length).toBeGreaterThan(0);
  expect(mocking.filter((file) => !/\.isolated\.test\.tsx?$/.test(file))).toEqual([]);
});
