/** What a kind of cell does: run, write itself as Python, replace its texts. Loaded when it is first needed. */
import type { GenericSchema } from "valibot";
import type { Message } from "#base/message.ts";
import type { HubOrigin } from "#bundle/download/plan.ts";
import type { BundleRegistry } from "#bundle/bundle-registry.ts";
import type { InferenceEvents, InferencePort } from "#inference/inference-port.ts";
import type { RegistryPort } from "#registry/registry-port.ts";
import type { InputRequest, PythonSession } from "#python/python-session.ts";
import type { TypedPython } from "#kernel/typed-python.ts";
import type { ReaderPort } from "#reader/reader-port.ts";
import type { ServerAccess } from "#registry/server.ts";
import type { CellBase, JupyterJson } from "./cell-base.ts";
import type { CellOutput } from "./cell.ts";
import type { ModelOutput } from "./model/model-cell.ts";
import type { WrapperCell, WrapperOutput } from "./wrapper/wrapper-cell.ts";

export interface CellBehaviour<C extends CellBase> {
  /** The cell with a new text in one of the fields in its kind's `texts`. */
  readonly withText?: (cell: C, field: string, text: string) => C;
}

export interface RunBehaviour<C extends CellBase, O> extends CellBehaviour<C> {
  readonly run: (cell: C, above: OutputsAbove, context: RunContext) => Promise<O>;
  /** What Jupyter would show of the output. */
  readonly outputs: (output: O) => JupyterJson[];
  /** The output in the form that this browser stores between visits. */
  readonly kept: GenericSchema<unknown, O>;
}

export interface TypedBehaviour<C extends CellBase, O> extends RunBehaviour<C, O> {
  /** The Python that does in Jupyter, with real MLflow, what the cell does in the page. */
  readonly python: (cell: C, around: CellSurroundings) => string;
  /** Whether files keep the output. False if it holds the weights, or addresses to read them from, or takes no time to make. */
  readonly isFiled?: true;
}

/** Outputs of the cells above that the cell needs; the kernel has made sure that they exist. */
export interface OutputsAbove {
  readonly model: ModelOutput | null;
  readonly wrapper: WrapperOutput | null;
}

export interface RunContext {
  readonly inference: InferencePort;
  readonly reader: Pick<ReaderPort, "inspectBundle" | "checkAnswer" | "openModel" | "pythonParts">;
  readonly registry: RegistryPort;
  readonly bundles: BundleRegistry;
  /** Called when an artifact was made from the person's own code, with the digest of its Python (`sourceDigest`). */
  readonly onOwnSource: (sha256: string) => Promise<void>;
  /** Credentials for a server; user and secret are "" if there are none. */
  readonly accessTo: (url: string) => ServerAccess;
  readonly events: InferenceEvents;
  /** The notebook's session; it starts with the first code cell that runs. */
  readonly python: () => Promise<PythonSession>;
  /** For a code cell: Python that sets the names it reads from typed cells above. */
  readonly typedPython: () => Promise<readonly TypedPython[]>;
  /** Called with the output so far. */
  readonly onOutput: (output: CellOutput) => void;
  /** Asks the person. @returns the answer. @throws AppError "aborted" */
  readonly onInput: (request: InputRequest, signal: AbortSignal) => Promise<string>;
  /** An address that opens the notebook in its current form; null if there is none, or it would be too long. */
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
  /** Whether it was made with the same model and wrapper. */
  readonly isOfSame: boolean;
}

/** A cell's place in the notebook that is written for Jupyter. */
export interface CellSurroundings {
  readonly wrapper: WrapperCell | null;
  /** The Python of the code cell that takes the wrapper's place, and has logged the model. */
  readonly loggingCode: string | null;
  /** Whether an artifact cell above logs the same model and wrapper. */
  readonly isLogged: boolean;
  readonly context: PythonContext;
}

/** Facts that the document does not contain. */
export interface PythonContext {
  /** Where the page serves the embedded model: an absolute URL that ends in "/". */
  readonly demoUrl: string;
  /** The folder name of a bundle that the person has opened; null if it is gone. */
  readonly folderOf: (bundleId: string) => string | null;
  /** The hub repository of a downloaded model; null or undefined for models from elsewhere. */
  readonly hubOriginOf?: (bundleId: string) => HubOrigin | null;
  /** Size of the deployed model's folder, if it has been built. */
  readonly modelBytes?: number;
}
