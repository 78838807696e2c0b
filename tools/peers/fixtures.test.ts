import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { expect, test } from "vitest";

interface FixtureJson {
  readonly versions: Readonly<Record<string, string>>;
}

interface BundleJson {
  readonly files: readonly { readonly path: string; readonly sha256: string }[];
}

const { resolve } = createRequire(import.meta.url);

async function readJson<Json>(path: string): Promise<Json> {
  return JSON.parse(await readFile(path, "utf8"));
}

/** What `make_fixtures.py demo` makes. */
const demoFixtures = [
  "genai/tokenizer-demo.json",
  "genai/chat-template.json",
  "genai/chat-templates.json",
  "genai/demo-runs.json",
  "pipeline/chat.json",
  "pipeline/chat-templates.json",
  "pipeline/seeded-chat.json",
];

test.each(demoFixtures)("%s was recorded on the demo model that the repository holds", async (name) => {
  const { versions } = await readJson<FixtureJson>(resolve(`#fixtures/${name}`));
  const { files } = await readJson<BundleJson>(resolve("../../public/models/phi3-demo/bundle.json"));
  const recorded = Object.entries(versions).filter(([key]) => key.startsWith("phi3-demo/"));
  const held = new Map(files.map(({ path, sha256 }) => [`phi3-demo/${path}`, sha256]));
  expect(recorded).not.toEqual([]);
  expect(recorded).toEqual(recorded.map(([path]) => [path, held.get(path)]));
});
