import type { DeploySettings } from "#deploy/deploy-settings.ts";
import type { WrapperSource } from "#wrapper/wrapper.ts";
import type { ChatHistory } from "./chat.ts";

export type CellId = string;

/** A member of a .ipynb that this page has no use for, kept as it was. */
export type JupyterJson = Readonly<Record<string, unknown>>;

/** What a cell had in the .ipynb that it came from, beyond what the page knows of it. */
export interface FromJupyter {
  /** Its JSON as it stood in the file: it is saved to the letter, but for what was changed since. */
  readonly json?: string;
  /** Of another cell's JSON: in the file, too, a copy has an id of its own. */
  readonly isCopy?: true;
  /** The Python that a typed cell was made from. */
  readonly source?: string;
  /** The typed cells that were made together have the same mark: together they go back to code. */
  readonly form?: string;
  /** In place of what stands in the JSON; see `view-metadata.ts`. All of it, where there is no JSON. */
  readonly metadata?: JupyterJson;
  /** In place of what stands in the JSON, as the next two. `saved.ts` reads whichever counts. */
  readonly attachments?: JupyterJson;
  readonly outputs?: readonly JupyterJson[];
  readonly executionCount?: number | null;
}

interface CellBase {
  readonly id: CellId;
  readonly jupyter?: FromJupyter;
}

/** Headings and text, in Markdown. */
export interface MarkdownCell extends CellBase {
  readonly type: "markdown";
  readonly source: string;
}

/** Python, or a raw cell, of a .ipynb. The page keeps and shows it; Jupyter runs it. */
export interface CodeCell extends CellBase {
  readonly type: "code";
  readonly kind: "python" | "raw";
  readonly source: string;
}

/** Picks the bundle by id; "phi3-demo" is the embedded one. */
export interface ModelCell extends CellBase {
  readonly type: "model";
  readonly bundleId: string;
  /** The model that the .ipynb named where this cell was recognised; the page may have another. */
  readonly named?: string;
}

export interface WrapperCell extends CellBase {
  readonly type: "wrapper";
  readonly wrapper: WrapperSource;
}

export interface SignatureCell extends CellBase {
  readonly type: "signature";
}

export interface ArtifactCell extends CellBase {
  readonly type: "artifact";
}

/** `input` is JSON as typed, so that malformed text survives a reload. */
export interface InferenceCell extends CellBase {
  readonly type: "inference";
  readonly input: string;
  /** What runs the model; "automatic" where it is absent. */
  readonly runtime?: RuntimeChoice;
  /** Option 1: of the draws, where the model samples, as `transformers.set_seed` takes it. Absent: another one each time. */
  readonly seed?: number;
  /** Other versions of the chat in the input; what is run does not depend on it. */
  readonly chat?: ChatHistory;
  /** Whether a run keeps the probabilities of each token and of its alternatives. */
  readonly keepsProbabilities?: boolean;
}

/**
 * Logs and registers the model on an MLflow tracking server. No secret is ever part of it.
 */
export interface RegisterCell extends CellBase {
  readonly type: "register";
  /** The server's address as typed; "" while none is given. */
  readonly server: string;
  readonly experiment: string;
  /** "" lets the server choose one. */
  readonly runName: string;
  /** "" logs the model without registering it. */
  readonly registeredName: string;
  readonly alias: string;
  /** Of the version; one "key: value" a line, as typed. */
  readonly tags: string;
}

export const RUNTIME_CHOICES = ["automatic", "onnxruntime-web", "int4"] as const;
export type RuntimeChoice = (typeof RUNTIME_CHOICES)[number];

export interface DeployCell extends CellBase {
  readonly type: "deploy";
  readonly settings: DeploySettings;
}

/** Cells that the page runs. */
export type RunnableCell =
  | ModelCell
  | WrapperCell
  | SignatureCell
  | ArtifactCell
  | InferenceCell
  | RegisterCell
  | DeployCell;
export type Cell = MarkdownCell | CodeCell | RunnableCell;
export type CellType = Cell["type"];

/** The document. Edits are pure functions Notebook -> Notebook in `edits.ts`. */
export interface Notebook {
  readonly id: string;
  readonly title: string;
  /** The JSON of the .ipynb that it was opened from, without the cells: the rest of the file is saved to the letter. */
  readonly jupyter?: { readonly json: string };
  readonly cells: readonly Cell[];
}
