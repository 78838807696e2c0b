/** A model that a code cell has logged, as the wrapper and model that the page makes its files of. */
import {
  array,
  boolean,
  exactOptional,
  type InferOutput,
  literal,
  maxLength,
  nullable,
  object,
  picklist,
  pipe,
  record,
  string,
  unknown,
  variant,
} from "valibot";
import { AppError } from "#base/errors.ts";
import { own } from "#base/own.ts";
import { message, type Wording } from "#base/message.ts";
import { parseJson } from "#base/parse-json.ts";
import { readStored } from "#base/read-stored.ts";
import { list } from "#base/schemas.ts";
import type { ModelBundle } from "#bundle/bundle.ts";
import { checkPaths } from "#bundle/check-path.ts";
import { buildArtifact, type LoggedAs } from "#mlflow/build-artifact.ts";
import { parseSignature } from "#mlflow/parse-signature.ts";
import type { PythonSession } from "#python/python-session.ts";
import type { ToldModel } from "#python/told-models.ts";
import { modelConfigOf } from "#wrapper/model-config.ts";
import { OWN_INTERFACES, type PyfuncKind } from "#wrapper/pyfunc-kinds.ts";
import {
  normalizePackage,
  PROFILES,
  VERSION_PROFILES,
  type VersionProfile,
} from "#wrapper/version-profile.ts";
import { REFUSED_IN_NAME } from "#wrapper/validate-wrapper.ts";
import { TRANSFORMERS_TASKS, type Wrapper } from "#wrapper/wrapper.ts";
import { artifactDigest } from "../artifact/artifact-digest.ts";
import type { RunContext } from "../cell-behaviour.ts";
import type { WrapperOutput } from "../wrapper/wrapper-cell.ts";
import { artifactsKeyIn } from "./artifacts-key.ts";
import type { LoggedModel } from "./code-cell.ts";
import { codedExampleSchema, codedSignatureSchema, ownArtifactSchema } from "#wrapper/wrapper-schema.ts";

/** What the page needs to make a logged model's files. */
interface LoggedSource {
  readonly wrapper: Wrapper;
  /** The file of its class; "" for a pipeline. */
  readonly code: string;
  /** null for a class that takes no model of the page's. */
  readonly bundle: ModelBundle | null;
}

const shared = {
  name: nullable(string()),
  uri: string(),
  profile: picklist([...VERSION_PROFILES]),
  inputExample: codedExampleSchema,
  metadata: nullable(string()),
  requirements: nullable(list(string())),
  extraRequirements: list(string()),
  /** Why there can be no files: words of the page's own modules. */
  why: exactOptional(string()),
};

const toldSchema = variant("flavor", [
  object({
    flavor: literal("pyfunc"),
    ...shared,
    signature: codedSignatureSchema,
    isOfTypeHints: boolean(),
    task: nullable(string()),
    modelConfig: nullable(string()),
    code: exactOptional(
      object({ text: string(), className: string(), object: string(), file: nullable(string()) }),
    ),
    artifacts: exactOptional(
      pipe(array(object({ ...ownArtifactSchema.entries, reference: nullable(string()) })), maxLength(100)),
    ),
  }),
  object({
    flavor: literal("transformers"),
    ...shared,
    task: string(),
    reference: string(),
    modelConfig: string(),
    promptTemplate: nullable(string()),
  }),
]);

const NO_MODEL: ModelBundle = {
  id: "none",
  name: "none",
  origin: { kind: "folder", folderName: "none" },
  isDemo: false,
  description: "",
  files: [],
};

/**
 * Makes the files that real MLflow would have written.
 * @param logged where a server keeps them.
 * @throws AppError "invalid-document", "invalid-bundle", "unsafe-path", "aborted".
 */
export async function loggedModel(
  told: ToldModel,
  { reader, now, newUuid, signal, onOwnSource }: RunContext,
  logged?: LoggedAs,
): Promise<LoggedModel> {
  const { name, uri, source } = loggedSource(told);
  if ("why" in source) return { name, uri, made: source };
  const { wrapper, code } = source;
  const bundle = source.bundle ?? NO_MODEL;
  const report = await reader.inspectBundle(bundle, signal);
  const artifact = await buildArtifact({
    wrapper,
    code,
    bundle,
    report,
    now: now(),
    newUuid,
    signal,
    ...(logged && { logged }),
  });
  // Names come from Python, which can be anyone's.
  checkPaths([name, ...artifact.files.map(({ path }) => `files/${path}`)]);
  if (wrapper.option === "pyfunc") await onOwnSource(await artifactDigest(artifact));
  return {
    name,
    uri,
    made: {
      artifact,
      model: { type: "model", bundle, report },
      wrapper: { type: "wrapper", wrapper, code, edited: true, notes: [] },
    },
  };
}

/**
 * The class that a code cell defines, as the wrapper of the cells below.
 * @returns null if there is no file of it. @throws AppError "aborted", "python-ended".
 */
export async function definedWrapper(
  session: PythonSession,
  className: string,
  { events, onInput, signal }: RunContext,
): Promise<WrapperOutput | null> {
  const { json } = await session.ask(
    { name: "describe", opened: null, argument: () => Promise.resolve({ className }) },
    { onProgress: (progress) => events.onProgress(progress), onTextDelta: () => undefined, onInput },
    signal,
  );
  if (json === null) return null;
  const { source } = loggedSource({ json, bundles: new Map() });
  if ("why" in source || source.wrapper.option !== "pyfunc" || source.wrapper.coded === undefined)
    return null;
  const { logged: _, ...coded } = source.wrapper.coded;
  const wrapper = {
    ...source.wrapper,
    coded,
    artifactsKey: artifactsKeyIn(source.code),
    extraPipRequirements: PROFILES[source.wrapper.profile].pyfunc.requirements,
  };
  return { type: "wrapper", wrapper, code: source.code, edited: true, notes: [] };
}

/** @returns the source, or why there is none, with the model's name and address. @throws AppError "invalid-document" if it is not what the page's modules tell. */
function loggedSource({ json, bundles }: ToldModel): {
  readonly name: string;
  readonly uri: string;
  readonly source: LoggedSource | { readonly why: Wording };
} {
  const told = readTold(json);
  const name = nameOf(told.name);
  const shown = { name, uri: told.uri };
  if (told.why !== undefined) return { ...shown, source: { why: told.why } };
  const { profile } = told;
  const common = { profile, name, extraPipRequirements: told.extraRequirements };
  const { inputExample, requirements: pipRequirements } = told;
  if (told.flavor === "transformers") {
    const task = TRANSFORMERS_TASKS.find((each) => each === told.task);
    if (task === undefined) throw unexpected();
    const config = readStored(record(string(), unknown()), parseJson(told.modelConfig), "model_config");
    const wrapper: Wrapper = {
      option: "transformers",
      ...common,
      task,
      modelConfig: modelConfigOf(config, { maxLength: 20, truncation: true, includePrompt: false }),
      logged: { inputExample, metadata: told.metadata, promptTemplate: told.promptTemplate, pipRequirements },
    };
    return { ...shown, source: { wrapper, code: "", bundle: bundleOf(bundles, told.reference) } };
  }
  const { code, artifacts = [], isOfTypeHints, modelConfig, signature } = told;
  if (signature !== null) parseSignature(signature);
  if (code === undefined) throw unexpected();
  const models = artifacts.filter(({ reference }) => reference !== null);
  const [model] = models;
  if (models.length > 1)
    return {
      ...shown,
      source: { why: message`It takes several of the page's models, and a model's files hold one.` },
    };
  const kind = kindOfTask(told.task);
  const wrapper: Wrapper = {
    option: "pyfunc",
    ...common,
    extraPipRequirements: [...importedIn(code.text, profile), ...told.extraRequirements],
    ...(kind !== null && { kind }),
    className: code.className,
    searchOptions: {},
    artifactsKey: model?.key ?? "",
    inputExample: { prompt: "" },
    modelFromCode: code.file !== null || PROFILES[profile].pyfunc.fromCode,
    coded: {
      isGenerated: false,
      object: code.object,
      signature,
      isOfTypeHints,
      inputExample,
      modelConfig,
      logged: {
        folder: model?.name ?? null,
        artifacts: artifacts.flatMap(({ reference, ...own }) => (reference === null ? [own] : [])),
        pipRequirements,
        metadata: told.metadata,
        fileName: code.file,
      },
    },
  };
  const bundle = model?.reference ? bundleOf(bundles, model.reference) : null;
  return { ...shown, source: { wrapper, code: code.text, bundle } };
}

function readTold(json: string): InferOutput<typeof toldSchema> {
  try {
    return readStored(toldSchema, parseJson(json), "Python");
  } catch {
    throw unexpected();
  }
}

/** MLflow infers the packages that the model's code imports. */
function importedIn(code: string, profile: VersionProfile): readonly string[] {
  const names = [...code.matchAll(/^[ \t]*(?:import|from)[ \t]+(\w+)/gm)].map(([, name = ""]) =>
    normalizePackage(name),
  );
  const { packages } = PROFILES[profile];
  return [...new Set(names)].filter((name) => name !== "mlflow" && own(packages, name) !== undefined);
}

/** MLflow 2 takes a path as a name: the model's folder is its last part. */
function nameOf(given: string | null): string {
  const name = given?.split("/").findLast((part) => part !== "") ?? "model";
  return REFUSED_IN_NAME.test(name) || name.startsWith(".") ? "model" : name;
}

function kindOfTask(task: string | null): PyfuncKind | null {
  if (task === OWN_INTERFACES.chat.task) return "chat";
  return task === OWN_INTERFACES.responses.task ? "responses" : null;
}

function bundleOf(bundles: ReadonlyMap<string, ModelBundle>, reference: string): ModelBundle {
  const bundle = bundles.get(reference);
  if (bundle === undefined) throw unexpected();
  return bundle;
}

function unexpected(): AppError {
  return new AppError(
    "invalid-document",
    message`Python has told the page of a model in a form that the page's own modules do not use. Restart Python, and run the cell again.`,
  );
}
