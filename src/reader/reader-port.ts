/** Reads untrusted data in a worker, so that a malicious file freezes nothing. */
import type { BundleFile, ModelBundle } from "#bundle/bundle.ts";
import type { BundleFileImport } from "#bundle/download/import-bundle-file.ts";
import type { BundleReport } from "#bundle/inspect.ts";
import type { OpenZip } from "#bundle/open-zip.ts";
import type { OpenedIpynb } from "#ipynb/opened-ipynb.ts";
import type { OpenedModel } from "#mlflow/open/open-model.ts";
import type { PythonParts } from "#mlflow/open/python-parts.ts";
import type { OpenedMlmodel } from "#mlflow/open/read-mlmodel.ts";
import type { ChatMessage } from "#cells/inference/chat.ts";
import type { TextCheck } from "#evaluate/check.ts";
import type { Table } from "#evaluate/table.ts";
import type { Notebook } from "#notebook/cell.ts";
import type { PickleVerdict } from "#pickle/inspect-pickles.ts";
import type { Wrapper } from "#wrapper/wrapper.ts";
import type { PickleReport } from "#pickle/inspect-pickle.ts";
import type { PromptSize } from "#inference/prompt-size.ts";
import type { PromptMarks } from "#pipeline/prompt-template.ts";

export interface ChatTemplate {
  readonly text: string;
  readonly bosToken: string;
  readonly eosToken: string;
}

/** Each throws what its function in `src` throws, "over-limit" if it takes too long, and "aborted" at once when the signal aborts. */
export interface ReaderPort {
  readonly openZip: OpenZip;
  /** null for another kind of zip. */
  readBundleFile(file: File, signal?: AbortSignal): Promise<BundleFileImport | null>;
  /** @param embedded the model that ships with the page; its ONNX file serves a model with the same weights. */
  openModel(opened: ModelBundle, embedded: ModelBundle | null, signal?: AbortSignal): Promise<OpenedModel>;
  inspectBundle(bundle: ModelBundle, signal?: AbortSignal): Promise<BundleReport>;
  /** What Python here needs to load an MLflow model. */
  pythonParts(opened: ModelBundle, signal?: AbortSignal): Promise<PythonParts>;
  readMlmodel(file: BundleFile, signal?: AbortSignal): Promise<OpenedMlmodel>;
  inspectPickle(bytes: Uint8Array, signal?: AbortSignal): Promise<PickleReport>;
  /** Inspects those of a model's files that are or contain pickles. */
  inspectPickles(files: readonly BundleFile[], signal?: AbortSignal): Promise<readonly PickleVerdict[]>;
  /** @param fallbackTitle used if the file gives none. */
  readIpynb(text: string, fallbackTitle: string, signal?: AbortSignal): Promise<OpenedIpynb>;
  /** @param id the new document's. */
  readShareFragment(fragment: string, id: string, signal?: AbortSignal): Promise<Notebook>;
  /** null if the template's messages cannot be separated again. */
  readChatTemplate(template: ChatTemplate, signal?: AbortSignal): Promise<PromptMarks | null>;
  /** The prompt, with the place for an answer at its end. */
  renderChat(template: ChatTemplate, messages: readonly ChatMessage[], signal?: AbortSignal): Promise<string>;
  /** The size of an inference cell's input, JSON as typed. Throws what running the cell would, except for a prompt that is too long. */
  promptSize(bundle: ModelBundle, wrapper: Wrapper, input: string, signal?: AbortSignal): Promise<PromptSize>;
  /** A complete table: CSV, tab-separated cells from a spreadsheet, JSON Lines. */
  readTable(text: string, signal?: AbortSignal): Promise<Table>;
  /** Cells copied from a spreadsheet. */
  readBlock(text: string, signal?: AbortSignal): Promise<readonly (readonly string[])[]>;
  /** Whether the answer passes the check. `expected` is the row's value as it is. */
  checkAnswer(check: TextCheck, answer: string, signal?: AbortSignal): Promise<boolean>;
}
