/** Which groups a change can touch, and how much of each. */
import { execFileSync } from "node:child_process";

const DOCUMENT = /\.md$|^docs\//;
const TEST = /\.test\.tsx?$|\/testing\//;

/** Product code that a group's tests reach through a browser or Python, where no import tells. */
const TOUCHED_BY = {
  python: /^tools\/demo-model\//,
  ui: /^(src|components|workers|int4|public)\/|^(index\.html|vite\.config\.ts|package-lock\.json)$/,
  engine:
    /^(src\/(genai|int4|tokenizer|pipeline|onnx|bundle)|workers\/(inference|rpc)|int4|public\/models)\//,
  peers:
    /^(src\/(mlflow|registry|deploy|scoring-server|wrapper|pickle)|workers\/(artifact|registry|endpoint)|public\/models)\/|^tools\/peers\/.*\.(py|mjs|txt)$/,
};

/**
 * @param since a commit; what counts is what has changed since then, committed or not.
 * @returns {Map<string, string | undefined>} the groups to run, with `since` where only the tests that import what changed
 */
export function groupsTouched(since) {
  const files = changedFiles(since);
  const groups = new Map(files.length > 0 ? [["format", undefined]] : []);
  if (files.every((file) => DOCUMENT.test(file))) return groups;
  for (const name of ["types", "lint", "unused"]) groups.set(name, undefined);
  groups.set("unit", since);
  const code = files.filter((file) => !TEST.test(file));
  for (const [name, touches] of Object.entries(TOUCHED_BY)) {
    if (code.some((file) => touches.test(file))) groups.set(name, undefined);
    else if (name !== "python" && files.some((file) => /^(e2e|tools)\//.test(file))) groups.set(name, since);
  }
  return groups;
}

function changedFiles(since) {
  const lines = (args) =>
    execFileSync("git", args, { encoding: "utf8" })
      .split("\n")
      .filter((line) => line !== "");
  const untracked = lines(["ls-files", "--others", "--exclude-standard"]);
  return [...lines(["diff", "--name-only", since]), ...untracked];
}
