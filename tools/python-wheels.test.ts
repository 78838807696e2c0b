/** The wheels in src/python/wheels are those that PyPI has, and each one's licence is shipped. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const FOLDER = "src/python/wheels";
const wheels = readdirSync(FOLDER).filter((name) => name.endsWith(".whl"));

test("each wheel is pinned by its version and its SHA-256", () => {
  const found = wheels.map((file) => {
    const [name, version] = file.split("-");
    const hash = createHash("sha256").update(readFileSync(`${FOLDER}/${file}`));
    return `${name}==${version} --hash=sha256:${hash.digest("hex")}`;
  });
  const pinned = readFileSync(`${FOLDER}/requirements.txt`, "utf8").split("\n");
  expect(found).toEqual(pinned.filter((line) => line !== "" && !line.startsWith("#")));
});

test("each wheel's licence stands among the third-party notices", () => {
  const notices = readFileSync("tools/third-party-notices.ts", "utf8");
  for (const name of wheels.map((file) => file.split("-")[0])) {
    expect(notices).toContain(`tools/licences/${name}.txt`);
    expect(readFileSync(`tools/licences/${name}.txt`, "utf8")).not.toBe("");
  }
});
