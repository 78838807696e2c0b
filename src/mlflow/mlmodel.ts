/** The MLmodel file (mlflow/models/model.py): every flavor of the wrapper, sorted and formatted as MLflow does. */
import { type Pair, stringify } from "yaml";
import { modelConfigJson } from "#wrapper/model-config.ts";
import { PROFILES } from "#wrapper/version-profile.ts";
import { interfaceOf } from "#wrapper/pyfunc-kinds.ts";
import type { PyfuncWrapper, TransformersWrapper, Wrapper } from "#wrapper/wrapper.ts";
import { rulesOf } from "./rules-of-profile.ts";
import { signatureToJson } from "./signature-print.ts";
import { parseJson } from "#base/parse-json.ts";
import { exampleOf } from "./input-example.ts";
import { isNoSignature, type Signature } from "./signature.ts";

export interface MlmodelOptions {
  readonly wrapper: Wrapper;
  readonly signature: Signature;
  /** Bytes in the directory, without this file and the environment files. */
  readonly modelSizeBytes: number;
  readonly created: Date;
  /** 32 hex digits. */
  readonly modelUuid: string;
  readonly source: TransformersSource | PyfuncSource;
  readonly logged?: LoggedAs;
}

/** Where a tracking server stores the model. */
export interface LoggedAs {
  /** null for a logged model of MLflow 3 that belongs to no run. */
  readonly runId: string | null;
  /** "m-…" on a server of MLflow 3, otherwise null. */
  readonly modelId: string | null;
  /** The location of the model's files in MLflow 3; in earlier versions, its path among the run's artifacts. */
  readonly artifactPath: string;
}

export interface TransformersSource {
  readonly option: "transformers";
  /** e.g. "Phi3ForCausalLM". */
  readonly architecture: string;
  readonly sourceModelName: string;
  /** "float32" and the like, from config.json. */
  readonly dtype?: string;
  /** The commit of the source, if the artifact holds no weights. */
  readonly sourceCommit?: string;
}

export interface PyfuncSource {
  readonly option: "pyfunc";
  /** Key -> path of each artifact. */
  readonly artifacts: Readonly<Record<string, string>>;
  /** The file with the class, for models from code. */
  readonly modelCodePath?: string;
}

const ENV = { conda: "conda.yaml", virtualenv: "python_env.yaml" };
const LINE_WIDTH = 80;

const STYLE = {
  indentSeq: false,
  lineWidth: LINE_WIDTH,
  singleQuote: true,
  sortMapEntries: (a: Pair, b: Pair) => (String(a.key) < String(b.key) ? -1 : 1),
} as const;

export function mlmodelYaml(options: MlmodelOptions): string {
  const { wrapper, signature, modelSizeBytes, created, modelUuid, logged } = options;
  const { hasModelIds, hasTypeHints } = PROFILES[wrapper.profile];
  const task = wrapper.option === "transformers" ? inferenceTask(wrapper) : interfaceOf(wrapper)?.task;
  const hasSignature = !isNoSignature(signature);
  const example = exampleOf(wrapper);
  const isOfTypeHints = wrapper.option === "pyfunc" && wrapper.coded?.isOfTypeHints === true;
  const content = {
    ...(logged && { artifact_path: logged.artifactPath }),
    ...(logged && logged.runId !== null && { run_id: logged.runId }),
    flavors: flavors(options),
    ...(hasTypeHints && hasSignature ? { is_signature_from_type_hint: isOfTypeHints } : {}),
    ...metadataOf(wrapper, task),
    mlflow_version: PROFILES[wrapper.profile].packages["mlflow"],
    ...(hasModelIds ? { model_id: logged?.modelId ?? null } : {}),
    model_size_bytes: modelSizeBytes,
    // MLflow 3 uses the model's id for both.
    model_uuid: logged?.modelId ?? modelUuid,
    ...(hasTypeHints ? { prompts: null } : {}),
    ...(example ? { saved_input_example_info: example.info } : {}),
    ...(hasSignature ? { signature: signatureToJson(signature, rulesOf(wrapper.profile)) } : {}),
    ...(hasTypeHints && hasSignature ? { type_hint_from_example: false } : {}),
    utc_time_created: utcTime(created),
  };
  return stringify(content, STYLE);
}

/** What log_model got, with what MLflow adds to it. */
function metadataOf(wrapper: Wrapper, task: string | undefined): { readonly metadata?: object } {
  const logged = wrapper.option === "pyfunc" ? wrapper.coded?.logged : wrapper.logged;
  const template = wrapper.option === "transformers" ? wrapper.logged?.promptTemplate : null;
  const metadata = {
    ...(logged?.metadata && (parseJson(logged.metadata) as object)),
    ...(template && { prompt_template: template }),
    ...(task !== undefined && { task }),
  };
  return Object.keys(metadata).length > 0 ? { metadata } : {};
}

/** The signature's part of MLmodel. */
export function signatureYaml(signature: Signature): string {
  return stringify({ signature: signatureToJson(signature) }, STYLE);
}

function flavors({ wrapper, source }: MlmodelOptions): object {
  if (wrapper.option === "transformers" && source.option === "transformers")
    return transformersFlavors(wrapper, source);
  if (wrapper.option === "pyfunc" && source.option === "pyfunc") return pyfuncFlavors(wrapper, source);
  throw new Error("wrapper and source are of different options");
}

/** One of MLflow's interfaces; the pipeline's own task is none. */
function inferenceTask({ task }: TransformersWrapper): string | undefined {
  return task === "text-generation" ? undefined : task;
}

function transformersFlavors(wrapper: TransformersWrapper, source: TransformersSource): object {
  const { python, packages } = PROFILES[wrapper.profile];
  const task = inferenceTask(wrapper);
  return {
    python_function: {
      config: configOf(wrapper),
      env: ENV,
      loader_module: "mlflow.transformers",
      python_version: python,
    },
    transformers: {
      code: null,
      components: ["tokenizer"],
      // A pipeline of transformers 5 does not name its framework: there is only one.
      ...(wrapper.profile === "current" ? {} : { framework: "pt" }),
      ...(task !== undefined && { inference_task: task }),
      instance_type: "TextGenerationPipeline",
      ...(source.sourceCommit === undefined && { model_binary: "model" }),
      pipeline_model_type: source.architecture,
      source_model_name: source.sourceModelName,
      ...(source.sourceCommit !== undefined && {
        source_model_revision: source.sourceCommit,
        tokenizer_name: source.sourceModelName,
        tokenizer_revision: source.sourceCommit,
      }),
      task: "text-generation",
      // The class that transformers uses for a plain tokenizer.json.
      tokenizer_type: wrapper.profile === "current" ? "TokenizersBackend" : "PreTrainedTokenizerFast",
      ...(source.dtype !== undefined && { torch_dtype: `torch.${source.dtype}` }),
      transformers_version: packages["transformers"],
    },
  };
}

/** MLflow adds an entry to a model with a prompt template. */
function configOf({ modelConfig, logged }: TransformersWrapper): object {
  const config = modelConfigJson(modelConfig);
  return typeof logged?.promptTemplate === "string" ? { return_full_text: false, ...config } : config;
}

function pyfuncFlavors(wrapper: PyfuncWrapper, source: PyfuncSource): object {
  const { python, packages } = PROFILES[wrapper.profile];
  const ownInterface = interfaceOf(wrapper);
  const artifacts = Object.entries(source.artifacts).map(([key, path]) => [key, { path, uri: path }]);
  return {
    python_function: {
      ...(artifacts.length > 0 && { artifacts: Object.fromEntries(artifacts) }),
      cloudpickle_version: packages["cloudpickle"],
      ...(wrapper.coded?.modelConfig && { config: parseJson(wrapper.coded.modelConfig) }),
      env: ENV,
      ...(source.modelCodePath === undefined
        ? {
            code: "code",
            loader_module: ownInterface?.loader ?? "mlflow.pyfunc.model",
            python_model: "python_model.pkl",
          }
        : {
            code: null,
            loader_module: "mlflow.pyfunc.loaders.code_model",
            model_code_path: source.modelCodePath,
          }),
      python_version: python,
      streamable: ownInterface !== null,
    },
  };
}

/** "2026-11-23 19:22:31.924000": Python's str(datetime), in UTC. */
function utcTime(date: Date): string {
  return `${date.toISOString().replace("T", " ").replace("Z", "")}000`;
}
