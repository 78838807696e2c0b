/** The page's model directories beside those that each profile's real MLflow wrote, file by file and field by field. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { ModelBundle } from "#bundle/bundle.ts";
import { inspectBundle } from "#bundle/inspect.ts";
import { defaultWrapper } from "#wrapper/defaults.ts";
import { generateCode } from "#wrapper/generate-code.ts";
import { PROFILES, type VersionProfile } from "#wrapper/version-profile.ts";
import type { TransformersWrapper, Wrapper } from "#wrapper/wrapper.ts";
import { buildArtifact } from "./build-artifact.ts";
import { signatureOf } from "./model-signature.ts";
import { printSignature } from "./signature-print.ts";

const demo = new URL("../../public/models/phi3-demo/", import.meta.url);
const fixtures = new URL("../../tools/peers/fixtures/mlflow/", import.meta.url);

type Yaml = Record<string, unknown>;
type Mlmodel = Yaml & { flavors: Record<string, Yaml> };

const OPTIONS = [
  "option1",
  "option1-from-hub",
  "option1-by-reference",
  "option2",
  "option2-from-code",
] as const;
type Option = (typeof OPTIONS)[number];

/** Those whose real MLflow has been recorded (tools/peers/fixtures_models.py). */
const RECORDED: readonly VersionProfile[] = ["current", "mid-2025"];

const cases = RECORDED.flatMap((profile) => OPTIONS.map((option) => [option, profile] as const));

describe.each(cases)("%s of %s", (option, profile) => {
  const native = nativeDirectory(option, profile);

  it("has MLmodel's fields", async () => {
    const files = await written(option, profile);
    const page = mlmodel(files.get("MLmodel") ?? "");
    const real = mlmodel(native.text("MLmodel"));
    allowMlmodelDifferences(option, page, real);
    expect(page).toEqual(real);
  });

  it("has the signature that MLflow prints", () => {
    expect(printSignature(signatureOf(wrapperOf(option, profile))).trimEnd()).toBe(
      native.text("signature.txt").trimEnd(),
    );
  });

  it("has its files", async () => {
    const paths = [...(await written(option, profile)).keys()];
    expect(paths.map(comparablePath).toSorted()).toEqual(
      withoutAllowedFiles(option, native.paths.map(comparablePath), paths).toSorted(),
    );
  });

  it("has its environment files and examples", async () => {
    const files = await written(option, profile);
    // The machine's own Python, and its tools' versions: MLflow writes down those that it finds.
    const python = (text: string | undefined) =>
      (text ?? "")
        .replaceAll(/(python: )3\.\d+\.\d+/g, "$1<version>")
        .replaceAll(/(- (?:pip|setuptools|wheel))[=<>]=.*/g, "$1");
    expect(python(files.get("python_env.yaml"))).toBe(python(native.text("python_env.yaml")));
    expect(requirements(files.get("requirements.txt") ?? "", profile)).toEqual(
      requirements(native.text("requirements.txt"), profile),
    );
    const conda = parse(files.get("conda.yaml") ?? "") as {
      dependencies: [string, string, { pip: string[] }];
    };
    const realConda = parse(native.text("conda.yaml")) as typeof conda;
    expect({ ...conda, dependencies: [] }).toEqual({ ...realConda, dependencies: [] });
    expect(conda.dependencies[2].pip.join("\n")).toBe(files.get("requirements.txt"));
    for (const name of ["input_example.json", "serving_input_example.json"]) {
      expect(files.get(name)).toEqual(native.has(name) ? native.text(name) : undefined);
    }
  });

  it("has its model card", async () => {
    const files = await written(option, profile);
    for (const name of ["model_card.md", "model_card_data.yaml"]) {
      expect(files.get(name)).toEqual(native.has(name) ? native.text(name) : undefined);
    }
  });
});

/** Of this one the page writes the very bytes. */
describe.each(RECORDED)("option1-by-reference of %s", (profile) => {
  const native = nativeDirectory("option1-by-reference", profile);

  it("says where the licence is to be found", async () => {
    const files = await written("option1-by-reference", profile);
    expect(files.get("LICENSE.txt")).toBe(native.text("LICENSE.txt"));
  });

  it("says how large it is", async () => {
    const files = await written("option1-by-reference", profile);
    const size = (text: string | undefined) => (parse(text ?? "") as Yaml)["model_size_bytes"];
    expect(size(files.get("MLmodel"))).toBe(size(native.text("MLmodel")));
  });
});

/** Fields that are a run's or a machine's own, or that only `log_model` writes, as against `save_model`. */
const RUNS_OWN = [
  "artifact_path",
  "model_id",
  "model_size_bytes",
  "model_uuid",
  "run_id",
  "utc_time_created",
];

function mlmodel(text: string): Mlmodel {
  const content = parse(text) as Mlmodel;
  for (const name of RUNS_OWN) delete content[name];
  delete content.flavors["python_function"]?.["python_version"];
  return content;
}

/** Each with its reason. */
function allowMlmodelDifferences(option: Option, page: Mlmodel, real: Mlmodel): void {
  const [own, theirs] = [page, real].map((each) => each.flavors["python_function"] ?? {}) as [Yaml, Yaml];
  if (isOption1(option)) return;
  // The folder has the bundle's name, and MLflow writes down where it lay on the machine that logged it.
  const path = "artifacts/phi3-demo";
  expect(own["artifacts"]).toEqual({ "phi3-mini-onnx": { path, uri: path } });
  expect(Object.keys(theirs["artifacts"] as Yaml)).toEqual(["phi3-mini-onnx"]);
  theirs["artifacts"] = own["artifacts"];
  // The class lies as source under code/, which cloudpickle has inside its pickle.
  if (option === "option2") theirs["code"] = "code";
  // The same, of the file with the model's code.
  else theirs["model_code_path"] = own["model_code_path"];
}

/** The page's folder has the bundle's name and its paths; only the file's own place counts. */
function comparablePath(path: string): string {
  return path
    .replace(/^artifacts\/[^/]+\//, "artifacts/<folder>/")
    .replace(/^phi3_model\w*\.py$/, "phi3_model.py");
}

/** What the page leaves out or has besides, each with its reason. */
function withoutAllowedFiles(option: Option, native: readonly string[], page: readonly string[]): string[] {
  const only = new Set<string>();
  const besides: string[] = [];
  if (isOption1(option)) {
    // MLflow points to the hub for the licence of a model that is not from there; the page, only where it is.
    if (option === "option1") only.add("LICENSE.txt");
    // The tokenizer as transformers saves it again; the page hands on the bundle's own files, which hold as much.
    for (const name of ["chat_template.jinja", "special_tokens_map.json", "added_tokens.json"])
      only.add(`components/tokenizer/${name}`);
  } else {
    // What onnxruntime-genai does not need, but a person may: the page hands on the whole folder.
    besides.push(
      ...page
        .filter((path) => /^artifacts\/[^/]+\/(README\.md|config\.json|generation_config\.json)$/.test(path))
        .map(comparablePath),
    );
  }
  if (option === "option2") besides.push("code/phi3_model.py");
  return [...native.filter((path) => !only.has(path)), ...besides];
}

/**
 * Packages that MLflow pins because they happened to be imported: torch, transformers and MLflow itself bring them, and
 * accelerate imports rich where it finds it.
 */
const BROUGHT = new Set(["jinja2", "numpy", "pandas", "psutil", "rich", "scikit-learn", "scipy"]);

function requirements(text: string, profile: VersionProfile): string[] {
  const lines = text.split("\n").map((line) => {
    const [, name = "", version = ""] = /^([\w.-]+)(.*)$/.exec(line) ?? [];
    const normal = name.toLowerCase().replaceAll("_", "-");
    // torch is the newest one's in every profile of the peers; what a person gave without a version the page pins.
    const pinned = PROFILES[profile].packages[normal];
    const isOwn = normal.startsWith("torch") || version === "";
    return isOwn && pinned !== undefined ? `${normal}==${pinned}` : `${normal}${version}`;
  });
  return [...new Set(lines)].filter((line) => !BROUGHT.has(/^[\w-]+/.exec(line)?.[0] ?? "")).toSorted();
}

function nativeDirectory(option: Option, profile: VersionProfile) {
  const folder = new URL(`${profile === "current" ? "" : `${profile}/`}${option}-model/`, fixtures);
  const text = (name: string) => readFileSync(new URL(name, folder), "utf8");
  const { cases: listed } = JSON.parse(text("files.json")) as { cases: { path: string }[] };
  return {
    text,
    has: (name: string) => existsSync(new URL(name, folder)),
    paths: listed.map(({ path }) => path),
  };
}

function wrapperOf(option: Option, profile: VersionProfile): Wrapper {
  if (isOption1(option)) {
    const wrapper = defaultWrapper("transformers", profile) as TransformersWrapper;
    const reference = { repository: "", commit: "" };
    return option === "option1-by-reference" ? { ...wrapper, reference } : wrapper;
  }
  // The requirements that tools/peers/log_model.py gives.
  const extraPipRequirements = ["torch", "onnxruntime_genai", "numpy"];
  const wrapper = { ...defaultWrapper("pyfunc", profile), extraPipRequirements };
  return { ...wrapper, modelFromCode: option === "option2-from-code" } as Wrapper;
}

/** Path -> text; bytes are empty texts. */
async function written(option: Option, profile: VersionProfile): Promise<Map<string, string>> {
  const wrapper = wrapperOf(option, profile);
  const bundle = bundleOf(option);
  const { files } = await buildArtifact({
    wrapper,
    code: generateCode(wrapper),
    bundle,
    report: await inspectBundle(bundle),
    now: new Date("2026-11-23T19:22:31.924Z"),
    newUuid: () => "00000000-0000-4000-8000-000000000001",
  });
  return new Map(files.map(({ path, content }) => [path, content.kind === "text" ? content.text : ""]));
}

function isOption1(option: Option): boolean {
  return option.startsWith("option1");
}

/** As downloaded from the hub of tools/peers/hub.py, where one repository has a licence. */
function bundleOf(option: Option): ModelBundle {
  const bundle = demoBundle();
  if (option !== "option1-from-hub" && option !== "option1-by-reference") return bundle;
  const hub = { repository: "notebook/phi3-demo", commit: "1e67c74cd35b1f3528d1ee8f310c2cf822de79a2" };
  const text = readFileSync(new URL("../../LICENSE", import.meta.url));
  const licence = {
    path: "LICENSE",
    sizeBytes: text.length,
    source: { kind: "blob", blob: new Blob([text]) },
  } as const;
  return {
    ...bundle,
    origin: { kind: "download", host: "huggingface.co", hub },
    files: option === "option1-from-hub" ? [...bundle.files, licence] : bundle.files,
  };
}

function demoBundle(): ModelBundle {
  const { files } = JSON.parse(readFileSync(new URL("bundle.json", demo), "utf8")) as {
    files: { path: string; size: number }[];
  };
  return {
    id: "phi3-demo",
    name: "Phi-3 demo (embedded)",
    origin: { kind: "embedded" },
    isDemo: true,
    description: "",
    files: files.map(({ path, size }) => ({
      path,
      sizeBytes: size,
      source: { kind: "blob", blob: new Blob([readFileSync(new URL(path, demo))]) },
    })),
  };
}
