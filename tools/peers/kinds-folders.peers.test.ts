/**
 * The folder of each kind of model, in both forms of the class, beside the one that real MLflow writes for the page's Python: its files,
 * and every field of the small ones.
 */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { load } from "js-yaml";
import { afterAll, beforeAll, expect, it } from "vitest";
import { modelCode, moduleName } from "#wrapper/class-module.ts";
import { defaultWrapper } from "#wrapper/defaults.ts";
import { generateCode } from "#wrapper/generate-code.ts";
import { PROFILES, type VersionProfile } from "#wrapper/version-profile.ts";
import type { Wrapper } from "#wrapper/wrapper.ts";
import { askPython } from "./kept-answers.ts";
import { modelFolderFor } from "./model-folders.ts";
import { PIPELINE_TASKS, wrapperOfTask } from "./pipeline-tasks.ts";
import { kindsOf } from "./wrapper-kinds.ts";
import { writeArtifact } from "./write-artifact.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "kinds-folders-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

type Files = Readonly<Record<string, string | null>>;

it.each(["current", "mid-2025", "mid-2024"] as const)(
  "%s",
  async (profile) => {
    const wrappers = wrappersOf(profile);
    const cells = await Promise.all(wrappers.map((wrapper, at) => cellOf(wrapper, `${at}`)));
    await mkdir(path.join(folder, profile), { recursive: true });
    const list = path.join(folder, profile, "cells.json");
    await writeFile(list, JSON.stringify(cells));
    const printed = await askPython(["tools/peers/log_kinds.py", list], {
      environment: profile,
      reads: path.dirname(list),
    });
    const real = printed
      .trim()
      .split("\n")
      .slice(-wrappers.length)
      .map((line) => JSON.parse(line) as Files);
    const page = await Promise.all(wrappers.map((wrapper, at) => ofPage(wrapper, `${profile} ${at}`)));
    expect(page.map((files, at) => comparable(files, wrappers[at], "page"))).toEqual(
      real.map((files, at) => comparable(files, wrappers[at], "real")),
    );
  },
  300_000,
);

function wrappersOf(profile: VersionProfile): readonly Wrapper[] {
  const classes = [defaultWrapper("pyfunc", profile), ...kindsOf(profile).map(({ wrapper }) => wrapper)];
  return [
    ...classes.flatMap((wrapper) => [true, false].map((modelFromCode) => ({ ...wrapper, modelFromCode }))),
    defaultWrapper("transformers", profile),
    ...PIPELINE_TASKS.map((task) => wrapperOfTask(task, profile)),
  ] as readonly Wrapper[];
}

/** The wrapper cell's Python, on a folder of this machine. Models from code are given by their file, as MLflow takes them. */
async function cellOf(wrapper: Wrapper, name: string): Promise<string> {
  const model = JSON.stringify(modelFolderFor(wrapper.option, wrapper.profile));
  const code = generateCode(wrapper);
  if (wrapper.option === "transformers") return code.replace(/(?<=\n {4}model=)"[^"]*"/, model);
  const onFolder = code.replace(/(?<=artifacts=\{\s*"[^"]*": )"[^"]*"/, model);
  if (!wrapper.modelFromCode) return onFolder;
  const place = path.join(folder, wrapper.profile, name);
  await mkdir(place, { recursive: true });
  const file = path.join(place, `${moduleName(wrapper.className)}.py`);
  await writeFile(file, modelCode(code, wrapper.className));
  return onFolder.replace(/(?<=python_model=)\w+\(\)/, JSON.stringify(file));
}

async function ofPage(wrapper: Wrapper, name: string): Promise<Files> {
  const model = path.join(folder, `${name} of the page`);
  await writeArtifact(wrapper, model);
  const entries = await readdir(model, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(async (entry) => {
      const place = path.join(entry.parentPath, entry.name);
      const isText = /\.(json|yaml|txt|py|md)$|MLmodel$/.test(entry.name);
      return [path.relative(model, place), isText ? await readFile(place, "utf8") : null] as const;
    });
  return Object.fromEntries(await Promise.all(files));
}

/** Texts that are compared whole. */
const WHOLE = new Set(["input_example.json", "serving_input_example.json", "python_env.yaml"]);

/** What is left out, or stands in another place, is told in docs/compatibility.md. */
function comparable(files: Files, wrapper: Wrapper | undefined, of: "page" | "real"): object {
  const isPickled = wrapper?.option === "pyfunc" && !wrapper.modelFromCode;
  const paths = Object.keys(files)
    .filter((each) => !each.startsWith("artifacts/") && !isTokenizers(each) && !isHubs(each))
    .filter((each) => !isByproduct(each))
    // By reference, the class is a file of its own.
    .filter((each) => !(of === "page" && isPickled && each.startsWith("code/")));
  const texts = paths.flatMap((each) => {
    const text = files[each];
    return WHOLE.has(each) && typeof text === "string" ? [[each, withoutVersions(text)] as const] : [];
  });
  return {
    paths: paths.toSorted(),
    texts: Object.fromEntries(texts),
    mlmodel: comparableMlmodel(load(files["MLmodel"] ?? "") as Mlmodel, isPickled),
    // Option 1's are found by loading the model: src/mlflow/profile-artifacts.test.ts.
    ...(wrapper?.option === "pyfunc" && {
      requirements: requirements(files["requirements.txt"] ?? "", wrapper.profile),
    }),
    conda: comparableConda(load(files["conda.yaml"] ?? "") as Conda),
  };
}

/** transformers saves the tokenizer anew; the page hands on the model's own files. */
function isTokenizers(each: string): boolean {
  return /^components\/tokenizer\/(chat_template\.jinja|special_tokens_map\.json|added_tokens\.json)$/.test(
    each,
  );
}

/** MLflow writes these of a model that is not from a hub too. */
function isHubs(each: string): boolean {
  return /^(LICENSE\.txt|model_card\.md|model_card_data\.yaml)$/.test(each);
}

/** The zip's own sums, what Python compiled while it logged the model, and 2.14's copies of the small files. */
function isByproduct(each: string): boolean {
  return each === "SHA256SUMS" || /^(__pycache__|metadata)\//.test(each);
}

interface Mlmodel extends Record<string, unknown> {
  readonly flavors: Readonly<Record<string, Record<string, unknown>>>;
}

/** Names, times, sizes, and what a run or another Python gives. */
const OWN = new Set([
  "artifact_path",
  "run_id",
  "model_id",
  "model_uuid",
  "utc_time_created",
  "model_size_bytes",
]);
const OWN_OF_FLAVORS = new Set([
  "artifacts",
  "model_code_path",
  "python_version",
  "source_model_name",
  "transformers_version",
]);

function comparableMlmodel(mlmodel: Mlmodel, isPickled: boolean): object {
  const without = (value: Record<string, unknown>, names: ReadonlySet<string>) =>
    Object.fromEntries(Object.entries(value).filter(([name]) => !names.has(name)));
  const flavors = Object.entries(mlmodel.flavors).map(([name, flavor]) => [
    name,
    without(flavor, isPickled ? new Set([...OWN_OF_FLAVORS, "code"]) : OWN_OF_FLAVORS),
  ]);
  return { ...without(mlmodel, OWN), flavors: Object.fromEntries(flavors) as unknown };
}

interface Conda {
  readonly channels: readonly string[];
  readonly name: string;
  readonly dependencies: readonly (string | { readonly pip: readonly string[] })[];
}

function comparableConda({ dependencies, ...rest }: Conda): object {
  const names = dependencies.map((each) =>
    typeof each === "string" ? (/^\w+/.exec(each)?.[0] ?? "") : Object.keys(each),
  );
  return { ...rest, names };
}

/** The machine's own Python, and its tools' versions. */
function withoutVersions(text: string): string {
  return text
    .replaceAll(/(python: )3\.\d+\.\d+/g, "$1<version>")
    .replaceAll(/(- (?:pip|setuptools|wheel))[=<>]=.*/g, "$1");
}

/** Names, and the profile's version for what a person gave without one. */
function requirements(text: string, profile: VersionProfile): readonly string[] {
  const lines = text.split("\n").map((line) => {
    const [, name = "", version = ""] = /^([\w.-]+)(.*)$/.exec(line) ?? [];
    const normal = name.toLowerCase().replaceAll("_", "-");
    const pinned = PROFILES[profile].packages[normal];
    const isOwn = normal.startsWith("torch") || version === "";
    return isOwn && pinned !== undefined ? `${normal}==${pinned}` : `${normal}${version}`;
  });
  return [...new Set(lines)].toSorted();
}
