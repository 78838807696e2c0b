/** What a kind of cell does: run, write itself as Python, take another text. Loaded when it is first needed. */
import type { GenericSchema } from "valibot";
import type { Message } from "#base/message.ts";
import type { HubOrigin } from "#bundle/download/plan.ts";
import type { BundleRegistry } from "#bundle/bundle-registry.ts";
import type { InferenceEvents, InferencePort } from "#inference/inference-port.ts";
import type { RegistryPort } from "#registry/registry-port.ts";
import type { InputRequest, PythonSession } from "#python/python-session.ts";
import type { ReaderPort } from "#reader/reader-port.ts";
import type { ServerAccess } from "#registry/server.ts";
import type { CellBase, JupyterJson } from "./cell-base.ts";
import type { CellOutput } from "./cell.ts";
import type { ModelOutput } from "./model/model-cell.ts";
import type { WrapperCell, WrapperOutput } from "./wrapper/wrapper-cell.ts";

export interface CellBehaviour<C extends CellBase> {
  /** The cell with another text in one of the fields that its kind's `texts` names. */
  readonly withText?: (cell: C, field: string, text: string) => C;
}

export interface RunBehaviour<C extends CellBase, O> extends CellBehaviour<C> {
  readonly run: (cell: C, above: OutputsAbove, context: RunContext) => Promise<O>;
  /** What Jupyter would show of it. */
  readonly outputs: (output: O) => JupyterJson[];
  /** The output as this browser keeps it between visits. */
  readonly kept: GenericSchema<unknown, O>;
}

export interface TypedBehaviour<C extends CellBase, O> extends RunBehaviour<C, O> {
  /** The Python that does in Jupyter, with real MLflow, what the cell does in the page. */
  readonly python: (cell: C, around: CellSurroundings) => string;
  /** Files keep the output. Not where it holds the weights, or addresses to read them from, or is made in no time. */
  readonly isFiled?: true;
}

/** Outputs of the cells above that the cell needs; the kernel has made sure that they are there. */
export interface OutputsAbove {
  readonly model: ModelOutput | null;
  readonly wrapper: WrapperOutput | null;
}

export interface RunContext {
  readonly inference: InferencePort;
  readonly reader: Pick<ReaderPort, "inspectBundle" | "checkAnswer">;
  readonly registry: RegistryPort;
  readonly bundles: BundleRegistry;
  /** An artifact was made of the person's own code: the digest of its Python (`sourceDigest`). */
  readonly onOwnSource: (sha256: string) => Promise<void>;
  /** What lets the person in to a server; user and secret are "" where none were given. */
  readonly accessTo: (url: string) => ServerAccess;
  readonly events: InferenceEvents;
  /** The notebook's; it begins with the first code cell that runs. */
  readonly python: () => Promise<PythonSession>;
  /** What the run has given by now. */
  readonly onOutput: (output: CellOutput) => void;
  /** Asks the person. @returns the answer. @throws AppError "aborted" */
  readonly onInput: (request: InputRequest, signal: AbortSignal) => Promise<string>;
  /** An address that opens the notebook as it is; null where there is none, or it would be too long. */
  readonly notebookLink: () => Promise<string | null>;
  readonly signal: AbortSignal;
  readonly now: () => Date;
  /** A new UUID (v4). */
  readonly newUuid: () => string;
  /** Outputs of the document's other cells that still hold, from top to bottom. */
  readonly otherOutputs: () => readonly OtherOutput[];
}

export interface OtherOutput {
  readonly output: CellOutput;
  /** "Cell 5" */
  readonly where: Message;
  /** Whether it was made of the same model and wrapper. */
  readonly isOfSame: boolean;
}

/** Where a cell stands in the notebook that is written for Jupyter. */
export interface CellSurroundings {
  readonly wrapper: WrapperCell | null;
  /** Whether an artifact above logs the same model and wrapper. */
  readonly isLogged: boolean;
  readonly context: PythonContext;
}

/** What the document alone does not say. */
export interface PythonContext {
  /** Where the page serves the embedded model: an absolute URL that ends in "/". */
  readonly demoUrl: string;
  /** The folder's name of a bundle that the person has opened; null for one that is not here any more. */
  readonly folderOf: (bundleId: string) => string | null;
  /** Where on the hub a model was downloaded from; null or absent for models from elsewhere. */
  readonly hubOriginOf?: (bundleId: string) => HubOrigin | null;
  /** Of the deployed model's folder, where it has been built. */
  readonly modelBytes?: number;
}
