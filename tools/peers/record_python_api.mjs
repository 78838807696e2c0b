/**
 * Writes src/python/modules/phi3_page/api.json: which names and signatures the real packages have, in each version profile. The
 * modules of src/python/modules take theirs from it. Run it after a change of the environments: `node tools/peers/record_python_api.mjs`.
 */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { peersPython } from "./setup.mjs";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const PROFILES = ["current", "mid-2025", "mid-2024"];
/** Their signatures are of no use where Python has the library's few functions in our own words. */
const NAMES_ONLY = ["numpy.", "pandas.", "torch."];

const recorded = PROFILES.map((profile) => {
  const { status, stdout } = spawnSync(peersPython(profile), [at("record_python_api.py")], {
    encoding: "utf8",
    maxBuffer: 64 * 2 ** 20,
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (status !== 0) throw new Error(`${profile}: see above.`);
  return JSON.parse(stdout);
});

/** A key for each set of profiles that agree: "012" are all three. */
function byProfiles(valueOf) {
  const found = new Map();
  recorded.forEach((facts, index) => {
    for (const [key, value] of valueOf(facts)) {
      const text = JSON.stringify([key, value]);
      found.set(text, (found.get(text) ?? "") + index);
    }
  });
  return [...found].map(([text, profiles]) => [profiles, ...JSON.parse(text)]);
}

const names = {};
for (const owner of new Set(recorded.flatMap((facts) => Object.keys(facts.names)))) {
  names[owner] = {};
  for (const [profiles, name] of byProfiles((facts) =>
    (facts.names[owner] ?? []).map((each) => [each, true]),
  )) {
    names[owner][profiles] = [...(names[owner][profiles] ?? []), name];
  }
  for (const profiles of Object.keys(names[owner])) names[owner][profiles] = names[owner][profiles].join(" ");
}
const signatures = {};
for (const [profiles, name, text] of byProfiles((facts) => Object.entries(facts.signatures))) {
  if (NAMES_ONLY.some((prefix) => name.startsWith(prefix))) continue;
  (signatures[name] ??= {})[profiles] = text;
}
const api = {
  madeBy: "tools/peers/record_python_api.mjs",
  profiles: PROFILES,
  versions: recorded.map((facts) => facts.versions),
  names,
  signatures,
  genai: recorded.map((facts) => facts.genai),
};
const lines = Object.entries(api).map(([key, value]) => {
  const isTable = key === "names" || key === "signatures";
  if (!isTable) return `${JSON.stringify(key)}: ${JSON.stringify(value)}`;
  const members = Object.entries(value).map(
    (member) => `  ${JSON.stringify(member[0])}: ${JSON.stringify(member[1])}`,
  );
  return `${JSON.stringify(key)}: {\n${members.join(",\n")}\n}`;
});
writeFileSync(at("../../src/python/modules/phi3_page/api.json"), `{\n${lines.join(",\n")}\n}\n`);
console.log(
  `api.json: ${Object.keys(names).length} modules and classes, ${Object.keys(signatures).length} signatures`,
);
