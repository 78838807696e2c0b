import type { Message } from "#base/message.ts";
import type { PyfuncKind } from "../pyfunc-kinds.ts";

/** What a wrapper is written for: the versions of the libraries and of Python, and what follows from them. */
export interface Profile {
  /** For menus. */
  readonly name: Message;
  readonly label: Message;
  readonly python: string;
  /** What log_model calls the artifact's name: `name` in MLflow 3. */
  readonly nameArgument: "name" | "artifact_path";
  /**
   * How a prompt gets to onnxruntime-genai: by Generator.append_tokens from 0.6 on, before it as params.input_ids of
   * Model.generate.
   */
  readonly generateApi: "append_tokens" | "input_ids";
  /** Whether onnxruntime-genai's tokenizers apply chat templates: 0.8 and later. */
  readonly hasChatTemplate: boolean;
  /** Whether save_model pickles the object after it has loaded its context: MLflow 2.22 alone (mlflow/pyfunc/__init__.py). */
  readonly picklesLoaded: boolean;
  /** Package name, normalised as PyPI does -> version. */
  readonly packages: Readonly<Record<string, string>>;
  /** Whether MLmodel tells of type hints, and serving_input_example.json lies beside it: MLflow 2.20 and later. */
  readonly hasTypeHints: boolean;
  /** Whether models have ids of their own: MLflow 3. */
  readonly hasModelIds: boolean;
  /** What a new wrapper of option 2 has. MLflow 2 pickled the object by default; MLflow 3.17 advises against it. */
  readonly pyfunc: { readonly fromCode: boolean; readonly requirements: readonly string[] };
  /** Why it lacks a kind of option 2's class; without an entry it has the kind. */
  readonly lacks: Partial<Readonly<Record<PyfuncKind, Message>>>;
  /** What MLflow finds imported when it loads the model itself, mlflow apart. */
  readonly imported: Readonly<Record<"transformers" | "pyfunc", readonly string[]>>;
  /** Whether transformers' pipeline decodes an answer's tokens alone, without the prompt's: 5 does. */
  readonly decodesAnswerAlone: boolean;
  /** Of llm/v1/chat: messages of text alone, or with tool calls. */
  readonly chatSignature: "text" | "tool calls";
  /** MLflow's own: a Flask application, or from 2.22 on a FastAPI one. */
  readonly scoringServer: {
    readonly kind: "flask" | "fastapi";
    /** What it needs beside the model's requirements. */
    readonly packages: readonly string[];
    /** For the README of its image. */
    readonly note: string | null;
  };
  /** What makes a model's environment, for `mlflow.models.predict`: uv since MLflow 2.20. */
  readonly environmentManager: "uv" | "virtualenv";
}
