/** Runs the reader's functions in place: in its worker, and in tests. */
import { uuid4 } from "#base/uuid4.ts";
import { readBundleFileImport } from "#bundle/download/import-bundle-file.ts";
import { inspectBundle } from "#bundle/inspect.ts";
import { openZip } from "#bundle/open-zip.ts";
import { checkAnswer } from "#evaluate/check-answer.ts";
import { readBlock, readTable } from "#evaluate/read-table.ts";
import { createPromptMeasure } from "#inference/prompt-size.ts";
import type { KernelMachine } from "#int4/kernel-verdict.ts";
import { readIpynb } from "#ipynb/read-ipynb.ts";
import { readShareFragment } from "#ipynb/share-link.ts";
import { textOf } from "#mlflow/open/decoder.ts";
import { openModel } from "#mlflow/open/open-model.ts";
import { pythonParts } from "#mlflow/open/python-parts.ts";
import { MAX_MLMODEL_BYTES, readMlmodel } from "#mlflow/open/read-mlmodel.ts";
import type { ChatMessage } from "#cells/inference/chat.ts";
import { inspectPickles } from "#pickle/inspect-pickles.ts";
import { inspectPickle } from "#pickle/inspect-pickle.ts";
import { promptMarks } from "#pipeline/prompt-template.ts";
import { renderChatTemplate } from "#tokenizer/chat-template.ts";
import type { ChatTemplate, ReaderPort } from "./reader-port.ts";

/** @param machine what the int4 kernel will run on. */
export function createDirectReader(newId: () => string = uuid4, machine?: KernelMachine): ReaderPort {
  return {
    openZip,
    readBundleFile: (file) => readBundleFileImport(file, file.name),
    openModel: (opened, embedded, signal) =>
      openModel(opened, {
        ...(signal && { signal }),
        ...(embedded && { embedded: () => Promise.resolve(embedded) }),
      }),
    inspectBundle: (bundle, signal) =>
      inspectBundle(bundle, { ...(signal && { signal }), ...(machine && { machine }) }),
    pythonParts: (opened, signal) => pythonParts(opened, signal ? { signal } : {}),
    readMlmodel: async (file, signal) =>
      readMlmodel(await textOf([file], file.path, MAX_MLMODEL_BYTES, signal ? { signal } : {})),
    inspectPickle: async (bytes) => inspectPickle(bytes),
    inspectPickles,
    readIpynb: async (text, fallbackTitle) => readIpynb(text, { fallbackTitle, newId }),
    readShareFragment,
    readChatTemplate: async (template) =>
      promptMarks((messages) => render(template, messages), template.bosToken),
    renderChat: async (template, messages) => render(template, messages),
    promptSize: createPromptMeasure(),
    readTable: async (text) => readTable(text),
    readBlock: async (text) => readBlock(text),
    checkAnswer: async (check, answer) => checkAnswer(check, answer),
  };
}

function render({ text, bosToken, eosToken }: ChatTemplate, messages: readonly ChatMessage[]): string {
  return renderChatTemplate(text, {
    messages,
    add_generation_prompt: true,
    bos_token: bosToken,
    eos_token: eosToken,
  });
}
