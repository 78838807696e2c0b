import type { BundleFile, ModelBundle } from "#bundle/bundle.ts";
import type { BundleFileImport } from "#bundle/download/import-bundle-file.ts";
import type { BundleReport } from "#bundle/inspect.ts";
import type { OpenedIpynb } from "#ipynb/read-ipynb.ts";
import type { OpenedModel } from "#mlflow/open/open-model.ts";
import type { OpenedMlmodel } from "#mlflow/open/read-mlmodel.ts";
import type { ChatMessage } from "#cells/inference/chat.ts";
import type { Notebook } from "#notebook/cell.ts";
import type { PickleVerdict } from "#pickle/inspect-pickles.ts";
import type { PickleReport } from "#pickle/inspect-pickle.ts";
import type { PromptMarks } from "#pipeline/prompt-template.ts";
import type { ChatTemplate } from "#reader/reader-port.ts";

interface Bytes {
  readonly loadedBytes: number;
  readonly totalBytes: number;
}

/** What the reader worker can be asked: a call for each function of `ReaderPort`. */
export interface ReaderCalls {
  openZip: {
    params: { readonly zip: File; readonly isChecked: boolean };
    event: Bytes;
    result: ModelBundle;
  };
  readBundleFile: { params: { readonly file: File }; event: never; result: BundleFileImport | null };
  openModel: {
    params: { readonly opened: ModelBundle; readonly embedded: ModelBundle | null };
    event: never;
    result: OpenedModel;
  };
  inspectBundle: { params: { readonly bundle: ModelBundle }; event: never; result: BundleReport };
  readMlmodel: { params: { readonly file: BundleFile }; event: never; result: OpenedMlmodel };
  inspectPickle: { params: { readonly bytes: Uint8Array }; event: never; result: PickleReport };
  inspectPickles: {
    params: { readonly files: readonly BundleFile[] };
    event: never;
    result: readonly PickleVerdict[];
  };
  readIpynb: {
    params: { readonly text: string; readonly fallbackTitle: string };
    event: never;
    result: OpenedIpynb;
  };
  readShareFragment: {
    params: { readonly fragment: string; readonly id: string };
    event: never;
    result: Notebook;
  };
  readChatTemplate: { params: { readonly template: ChatTemplate }; event: never; result: PromptMarks | null };
  renderChat: {
    params: { readonly template: ChatTemplate; readonly messages: readonly ChatMessage[] };
    event: never;
    result: string;
  };
}
