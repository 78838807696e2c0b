import type { KernelMachine } from "#int4/kernel-verdict.ts";
import { createDirectReader } from "#reader/direct-reader.ts";
import type { Handlers } from "../rpc/serve.ts";
import type { ReaderCalls } from "./reader-calls.ts";

/** Progress is told at most so often. */
const PROGRESS_MS = 50;

/** @param machine what the int4 kernel is going to run on. */
export function createHandlers(machine?: KernelMachine): Handlers<ReaderCalls> {
  const reader = createDirectReader(undefined, machine);
  return {
    openZip({ zip, isChecked }, { emit, signal }) {
      let toldMs = 0;
      return reader.openZip(zip, {
        isChecked,
        signal,
        onBytes: (loadedBytes, totalBytes) => {
          const nowMs = performance.now();
          if (nowMs - toldMs < PROGRESS_MS && loadedBytes < totalBytes) return;
          toldMs = nowMs;
          emit({ loadedBytes, totalBytes });
        },
      });
    },
    readBundleFile: ({ file }, { signal }) => reader.readBundleFile(file, signal),
    openModel: ({ opened, embedded }, { signal }) => reader.openModel(opened, embedded, signal),
    inspectBundle: ({ bundle }, { signal }) => reader.inspectBundle(bundle, signal),
    readMlmodel: ({ file }, { signal }) => reader.readMlmodel(file, signal),
    inspectPickle: ({ bytes }, { signal }) => reader.inspectPickle(bytes, signal),
    inspectPickles: ({ files }, { signal }) => reader.inspectPickles(files, signal),
    readIpynb: ({ text, fallbackTitle }, { signal }) => reader.readIpynb(text, fallbackTitle, signal),
    readShareFragment: ({ fragment, id }, { signal }) => reader.readShareFragment(fragment, id, signal),
    readChatTemplate: ({ template }, { signal }) => reader.readChatTemplate(template, signal),
    renderChat: ({ template, messages }, { signal }) => reader.renderChat(template, messages, signal),
  };
}
