import type { WrapperSource } from "#wrapper/wrapper.ts";

export type CellId = string;

interface CellBase {
  readonly id: CellId;
}

/** Headings and text, in Markdown. */
export interface MarkdownCell extends CellBase {
  readonly type: "markdown";
  readonly source: string;
}

/** Picks the bundle by id; "phi3-demo" is the embedded one. */
export interface ModelCell extends CellBase {
  readonly type: "model";
  readonly bundleId: string;
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
}

export type Cell = MarkdownCell | ModelCell | WrapperCell | SignatureCell | ArtifactCell | InferenceCell;
export type CellType = Cell["type"];
export type RunnableCell = Exclude<Cell, MarkdownCell>;

/** The document. Edits are pure functions Notebook -> Notebook in `edits.ts`. */
export interface Notebook {
  readonly id: string;
  readonly title: string;
  readonly cells: readonly Cell[];
}
