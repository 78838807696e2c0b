import type { HubReference } from "#bundle/bundle.ts";
import type { OpenedSource } from "#python/model-consent.ts";
import type { PyfuncKind } from "./pyfunc-kinds.ts";
import type { TransformersModelConfig } from "./model-config.ts";
import type { VersionProfile } from "./version-profile.ts";

/** Tasks of log_model: MLflow's own interfaces, and the plain pipeline. */
export const TRANSFORMERS_TASKS = ["llm/v1/chat", "llm/v1/completions", "text-generation"] as const;
export type TransformersTask = (typeof TRANSFORMERS_TASKS)[number];

/** Option 1: a transformers text-generation pipeline logged with `mlflow.transformers.log_model`. */
export interface TransformersWrapper {
  readonly option: "transformers";
  readonly profile: VersionProfile;
  /** MLflow artifact name; `name` in MLflow 3, `artifact_path` before. */
  readonly name: string;
  readonly task: TransformersTask;
  readonly modelConfig: TransformersModelConfig;
  /**
   * The artifact refers to the weights on the hub, as with `save_pretrained=False`, and holds none. If both texts are empty: the
   * repository that the bundle was downloaded from.
   */
  readonly reference?: HubReference;
  readonly extraPipRequirements: readonly string[];
  /** What log_model got beyond the form, where Python called it. */
  readonly logged?: LoggedPipeline;
}

/** What log_model was called with; null for what it did not get. */
export interface LoggedPipeline {
  readonly inputExample: CodedExample | null;
  /** A JSON object, without the task and the prompt template. */
  readonly metadata: string | null;
  readonly promptTemplate: string | null;
  /** In place of the inferred ones. */
  readonly pipRequirements: readonly string[] | null;
}

/** As in MLmodel, each part a JSON text. */
interface CodedSignature {
  readonly inputs: string | null;
  readonly outputs: string | null;
  readonly params: string | null;
}

/** A value that `set_search_options` accepts. */
export type SearchOptionValue = number | boolean;

/** What the Python says about its model, if it was edited or the page cannot answer for the class. */
export interface CodedModel {
  /** Whether the page can answer for the class: it equals the form's, with the form's signature, and is a PythonModel. */
  readonly isGenerated: boolean;
  /** The Python that creates the model's object: `Phi3Model("prefix")`. */
  readonly object: string;
  /** null for a model without one. */
  readonly signature: CodedSignature | null;
  /** Whether the signature comes from the type hints of `predict`. */
  readonly isOfTypeHints: boolean;
  readonly inputExample: CodedExample | null;
  /** The model_config as a JSON text; null if there is none. */
  readonly modelConfig: string | null;
  /** If the code came with an opened model: it runs only after the person has agreed. */
  readonly opened?: OpenedSource;
  /** What log_model got beyond the form, where a code cell called it. */
  readonly logged?: LoggedObject;
}

/** A model that a code cell logged with mlflow.pyfunc. */
interface LoggedObject {
  /** The name under artifacts/ of the page's model; null for a model that takes none. */
  readonly folder: string | null;
  /** Artifacts that are small files of Python's own. */
  readonly artifacts: readonly OwnArtifact[];
  /** In place of the inferred ones; null where there are none. */
  readonly pipRequirements: readonly string[] | null;
  /** A JSON object, or null. */
  readonly metadata: string | null;
  /** For models from code: the name of the file, which is the whole code. */
  readonly fileName: string | null;
}

export interface OwnArtifact {
  readonly key: string;
  /** The name of the file or folder. */
  readonly name: string;
  /** The path is "" for an artifact that is one file. */
  readonly files: readonly { readonly path: string; readonly base64: string }[];
}

/** JSON texts, as Python writes them. */
interface CodedExample {
  /** "frame": a pandas DataFrame, with `data` in the "split" form. */
  readonly kind: "value" | "frame";
  readonly data: string;
  /** null without params. */
  readonly params: string | null;
}

/** Option 2: a `mlflow.pyfunc.PythonModel` around the ONNX Runtime generate() API. */
export interface PyfuncWrapper {
  readonly option: "pyfunc";
  readonly profile: VersionProfile;
  /** The kind of class; undefined: "prompt". */
  readonly kind?: PyfuncKind;
  readonly name: string;
  /** Name of the class derived from PythonModel. */
  readonly className: string;
  /** Native spelling: max_length, temperature, … */
  readonly searchOptions: Readonly<Record<string, SearchOptionValue>>;
  /** Key of the ONNX folder in `context.artifacts`. */
  readonly artifactsKey: string;
  readonly inputExample: { readonly prompt: string };
  /**
   * If true, the artifact holds the class as models from code (`model_code_path`); otherwise a pickle that names the class, and the class
   * under code/.
   */
  readonly modelFromCode?: boolean;
  readonly extraPipRequirements: readonly string[];
  /** Set when the wrapper has run, if its class has to run itself. A cell's form has none. */
  readonly coded?: CodedModel;
}

export type Wrapper = TransformersWrapper | PyfuncWrapper;
export type WrapperOption = Wrapper["option"];

/**
 * The content of a wrapper cell: the form, and the Python if a person has edited it.
 * `editedCode` is null while the code is the generated one.
 */
export interface WrapperSource {
  readonly form: Wrapper;
  readonly editedCode: string | null;
  /** The form when the edits began, restored by discarding them. Undefined if the code was opened that way. */
  readonly formBeforeEdits?: Wrapper;
  /** The opened model that the edited code came with. */
  readonly opened?: OpenedSource;
}

/** Whether the wrapper's class runs itself, in Python, when a model is asked. */
export function runsItself(wrapper: Wrapper): wrapper is PyfuncWrapper & { readonly coded: CodedModel } {
  return wrapper.option === "pyfunc" && wrapper.coded !== undefined && !wrapper.coded.isGenerated;
}
