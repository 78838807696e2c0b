import type { HubReference } from "#bundle/bundle.ts";
import type { OpenedSource } from "#python/model-consent.ts";
import type { PyfuncKind } from "./pyfunc-kinds.ts";
import type { VersionProfile } from "./version-profile.ts";

export interface TransformersModelConfig {
  readonly maxLength: number;
  readonly truncation: boolean;
  readonly includePrompt: boolean;
}

/** Tasks of log_model: MLflow's own interfaces, and the pipeline's bare one. */
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
   * The artifact names where the hub has the weights, as `save_pretrained=False` does, and holds none. Both texts empty: the
   * repository that the bundle was downloaded from.
   */
  readonly reference?: HubReference;
  readonly extraPipRequirements: readonly string[];
}

/** A value that `set_search_options` accepts. */
export type SearchOptionValue = number | boolean;

/** What the Python says of its model, where it was edited or the page cannot answer for the class. */
export interface CodedModel {
  /** Whether the page may answer for the class: it is the form's own all the same, asked with the form's signature, and a PythonModel. */
  readonly isGenerated: boolean;
  /** The Python that makes the model's object: `Phi3Model("prefix")`. */
  readonly object: string;
  /** As MLmodel has it, each part a JSON text; null for a model without one. */
  readonly signature: {
    readonly inputs: string | null;
    readonly outputs: string | null;
    readonly params: string | null;
  } | null;
  /** Whether the signature is of the type hints of `predict`. */
  readonly isOfTypeHints: boolean;
  readonly inputExample: CodedExample | null;
  /** The model_config as a JSON text; null where there is none. */
  readonly modelConfig: string | null;
  /** Where the code came from with an opened model: it runs only after the person has agreed. */
  readonly opened?: OpenedSource;
}

/** JSON texts, as Python writes them. */
interface CodedExample {
  /** "frame": a pandas DataFrame, of which `data` is the "split" form. */
  readonly kind: "value" | "frame";
  readonly data: string;
  /** null where none go with it. */
  readonly params: string | null;
}

/** Option 2: a `mlflow.pyfunc.PythonModel` around the ONNX Runtime generate() API. */
export interface PyfuncWrapper {
  readonly option: "pyfunc";
  readonly profile: VersionProfile;
  /** What the class is; "prompt" where it is absent. */
  readonly kind?: PyfuncKind;
  readonly name: string;
  /** Name of the class that derives from PythonModel. */
  readonly className: string;
  /** Native spelling: max_length, temperature, … */
  readonly searchOptions: Readonly<Record<string, SearchOptionValue>>;
  /** Key under which `context.artifacts` holds the ONNX folder. */
  readonly artifactsKey: string;
  readonly inputExample: { readonly prompt: string };
  /**
   * The artifact holds the class as models-from-code (`model_code_path`), where it is true; otherwise a pickle that names
   * the class, and the class beside it under code/.
   */
  readonly modelFromCode?: boolean;
  readonly extraPipRequirements: readonly string[];
  /** Of a wrapper that ran, where its class has to run itself. The form of a cell has none. */
  readonly coded?: CodedModel;
}

export type Wrapper = TransformersWrapper | PyfuncWrapper;
export type WrapperOption = Wrapper["option"];

/**
 * What a wrapper cell holds: the form, and the Python if a person has edited it.
 *
 * `editedCode` is null while the code is the generated one.
 */
export interface WrapperSource {
  readonly form: Wrapper;
  readonly editedCode: string | null;
  /** What discarding the edits goes back to: the form as it was when they began. Absent where the code was opened so. */
  readonly formBeforeEdits?: Wrapper;
  /** Where the edited code came from with an opened model. */
  readonly opened?: OpenedSource;
}

/** Whether the wrapper's class runs itself, in Python, where a model is asked. */
export function runsItself(wrapper: Wrapper): wrapper is PyfuncWrapper & { readonly coded: CodedModel } {
  return wrapper.option === "pyfunc" && wrapper.coded !== undefined && !wrapper.coded.isGenerated;
}
