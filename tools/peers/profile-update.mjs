/**
 * `npm run profile:update -- mlflow==3.18.0 [transformers==…] [--override=NAME==VERSION] [--apply]`: tries other versions for the profile "current", in an
 * environment of their own with pinned, hashed requirements, and prints what changes in the models that real MLflow logs: the
 * signature, MLmodel's fields, requirements, files. With --apply the versions become those of "current": requirements.in,
 * requirements.txt and the profile's file are written. --override takes another version of what a package asks for, such as of
 * mlflow-skinny, whose files are in MLflow's own wheel too, where an index does not have it yet; it cannot be applied. Then make the fixtures again (make_fixtures.py) and run the tests.
 */
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { argv, exit } from "node:process";
import { fileURLToPath } from "node:url";
import { run } from "./install-packages.mjs";
import { makeEnvironments, peersPython } from "./setup.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const work = join(here, "../../.cache/profile-update");
const PROFILE = join(here, "../../src/wrapper/profiles/current.ts");
const REQUIREMENT = /^([\w.-]+)==([\w.]+)$/;

const OVERRIDE = /^--override=/;
const wanted = argv.slice(2).filter((each) => each !== "--apply" && !OVERRIDE.test(each));
const overridden = argv.filter((each) => OVERRIDE.test(each)).map((each) => each.replace(OVERRIDE, ""));
if (wanted.length === 0 || !wanted.every((each) => REQUIREMENT.test(each))) {
  console.error("Name the versions to try: npm run profile:update -- mlflow==3.18.0 [--apply]");
  exit(2);
}

mkdirSync(work, { recursive: true });
const [list, overrides, whole, own] = [
  "requirements.in",
  "overrides.txt",
  "requirements.whole.txt",
  "requirements.txt",
].map((name) => join(work, name));
writeFileSync(overrides, overridden.join("\n"));
writeFileSync(list, withVersions(readFileSync(join(here, "requirements.in"), "utf8"), wanted));
await run("sh", [join(here, "compile_requirements.sh"), "--candidate", list, overrides, whole, own]);
const changed = readFileSync(own, "utf8").match(/^[\w.-]+==[\w.]+/gm) ?? [];
console.log(`Packages that change: ${changed.join(", ") || "none"}\n`);
await makeEnvironments(["candidate"]);

const fixtures = join(work, "fixtures");
rmSync(fixtures, { recursive: true, force: true });
mkdirSync(fixtures, { recursive: true });
await run(peersPython("candidate"), [join(here, "fixtures_models.py"), "current"], {
  variables: { FIXTURES_FOLDER: fixtures },
});
const recorded = join(here, "fixtures/mlflow");
let changes = 0;
for (const name of ["option1", "option1-from-hub", "option1-by-reference", "option2", "option2-from-code"]) {
  const [before, after] = [join(recorded, `${name}-model`), join(fixtures, "mlflow", `${name}-model`)];
  const found = differences(before, after);
  changes += found.length;
  console.log(`${name}: ${found.length === 0 ? "nothing changes but versions" : ""}\n${found.join("\n")}`);
}
const signatures = differences(
  join(recorded, "completions-signature.json"),
  join(fixtures, "mlflow/completions-signature.json"),
);
changes += signatures.length;
console.log(`llm/v1/completions: ${signatures.join("\n") || "nothing changes but versions"}`);
console.log(`\n${changes} lines differ beyond versions.`);
if (argv.includes("--apply")) {
  if (overridden.length > 0) throw new Error("Versions that need an override are not applied.");
  apply();
}

/** The list with these versions instead of its own. A package that is not in the list is an error. */
function withVersions(text, versions) {
  let list = text;
  for (const each of versions) {
    const [, name] = REQUIREMENT.exec(each);
    const line = new RegExp(`^${name}==.*$`, "m");
    if (!line.test(list)) throw new Error(`requirements.in has no ${name}.`);
    list = list.replace(line, each);
  }
  return list;
}

/** Lines that differ, with their file, as a unified diff marks them; versions and sizes that follow from them do not count. */
function differences(before, after) {
  const { stdout } = spawnSync("git", ["diff", "--no-index", "--unified=0", "--no-prefix", before, after], {
    encoding: "utf8",
  });
  const lines = stdout.split("\n").filter((line) => /^[-+]/.test(line) && !/^(\+\+\+|---) /.test(line));
  const neutral = (line) =>
    line
      .slice(1)
      .replaceAll(/\b\d+(\.\d+)+(\.?(dev|rc|post)\d+)?\b/g, "<version>")
      .replaceAll(/("?(sizeBytes|model_size_bytes)"?: )\d+/g, "$1<size>");
  const [removed, added] = ["-", "+"].map((sign) =>
    lines.filter((line) => line.startsWith(sign)).map((line) => neutral(line)),
  );
  return lines.filter((line) => !(line.startsWith("-") ? added : removed).includes(neutral(line)));
}

function apply() {
  copyFileSync(list, join(here, "requirements.in"));
  copyFileSync(whole, join(here, "requirements.txt"));
  let profile = readFileSync(PROFILE, "utf8");
  for (const each of wanted) {
    const [, name, version] = REQUIREMENT.exec(each);
    const member = new RegExp(`(["']?${name}["']?: )"[^"]*"`);
    profile = profile.replace(member, `$1"${version}"`);
    if (name === "mlflow") {
      const [major, minor] = version.split(".");
      profile = profile.replace(/MLflow \d+\.\d+/, `MLflow ${major}.${minor}`);
    }
  }
  writeFileSync(PROFILE, profile);
  console.log(
    "The profile has these versions now. Make the fixtures again (tools/peers/README.md), mend what the tests tell, and the German of the profile's label.",
  );
}
