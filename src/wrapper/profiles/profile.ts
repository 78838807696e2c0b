import type { Message } from "#base/message.ts";
import type { OlderGenai } from "#bundle/load-limits.ts";
import type { PyfuncKind } from "../pyfunc-kinds.ts";

/** The versions of the libraries and of Python that a wrapper is written for, and what follows from them. */
export interface Profile {
  /** For menus. */
  readonly name: Message;
  readonly label: Message;
  readonly python: string;
  /** log_model's argument for the artifact's name: `name` in MLflow 3. */
  readonly nameArgument: "name" | "artifact_path";
  /** How a prompt reaches onnxruntime-genai: with Generator.append_tokens since 0.6, before that as params.input_ids of Model.generate. */
  readonly generateApi: "append_tokens" | "input_ids";
  /** Whether onnxruntime-genai's tokenizers apply chat templates: since 0.8. */
  readonly hasChatTemplate: boolean;
  /** Whether save_model pickles the object after loading its context: only MLflow 2.22 (mlflow/pyfunc/__init__.py). */
  readonly picklesLoaded: boolean;
  /** What its onnxruntime-genai can load; null: all that the page can. */
  readonly olderGenai: OlderGenai | null;
  /** Package name, normalised as PyPI does -> version. */
  readonly packages: Readonly<Record<string, string>>;
  /** Whether MLmodel records type hints, with a serving_input_example.json: since MLflow 2.20. */
  readonly hasTypeHints: boolean;
  /** Whether models have their own ids: MLflow 3. */
  readonly hasModelIds: boolean;
  /** The default of a new wrapper of option 2. MLflow 2 pickled the object by default; MLflow 3.17 advises against it. */
  readonly pyfunc: { readonly fromCode: boolean; readonly requirements: readonly string[] };
  /** Why it lacks a kind of option 2's class; a kind without an entry is there. */
  readonly lacks: Partial<Readonly<Record<PyfuncKind, Message>>>;
  /** What MLflow finds imported when it loads the model itself, except mlflow. */
  readonly imported: Readonly<Record<"transformers" | "pyfunc", readonly string[]>>;
  /** Whether transformers' pipeline decodes only an answer's tokens, without the prompt's: since 5. */
  readonly decodesAnswerAlone: boolean;
  /** For llm/v1/chat: messages of text only, or with tool calls. */
  readonly chatSignature: "text" | "tool calls";
  /** MLflow's own server: a Flask application, or since 2.22 a FastAPI one. */
  readonly scoringServer: {
    readonly kind: "flask" | "fastapi";
    /** What it needs besides the model's requirements. */
    readonly packages: readonly string[];
    /** For the README of its image. */
    readonly note: string | null;
  };
  /** What creates a model's environment, for `mlflow.models.predict`: uv since MLflow 2.20. */
  readonly environmentManager: "uv" | "virtualenv";
}
