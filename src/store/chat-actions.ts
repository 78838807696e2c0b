/** Chats of inference cells: their edits, and the template that writes prompts. */
import { findFile } from "#bundle/model-files.ts";
import { readBundleJson, readBundleText } from "#bundle/read-bundle-file.ts";
import { upstreamOf } from "#notebook/dependencies.ts";
import { updateCell } from "#notebook/edits.ts";
import type { App } from "./app.ts";
import type { ChatActions } from "./chat-slice.ts";

export function createChatActions({ ports, document }: App): ChatActions {
  const { reader, bundles } = ports;
  return {
    editChat: (cell) => document.edit(updateCell(document.notebook, cell)),

    async promptSize(model, wrapper, input, signal) {
      if (model?.type !== "model" || wrapper?.type !== "wrapper") return null;
      if (wrapper.wrapper.editedCode !== null) return null;
      const bundle = await bundles.get(model.bundleId, signal);
      // Without the signal, which would end the worker and lose the tokenizer that it has read.
      return reader.promptSize(bundle, wrapper.wrapper.form, input);
    },

    async promptTemplateAbove(id, signal) {
      const above = upstreamOf(document.notebook, id).model;
      const model = document.notebook.cells.find((cell) => cell.id === above);
      if (model?.type !== "model") return null;
      const bundle = await bundles.get(model.bundleId, signal);
      const read = async (path: string): Promise<string | undefined> => {
        const file = findFile(bundle, path);
        return file && readBundleText(file, { signal });
      };
      const configFile = findFile(bundle, "tokenizer_config.json");
      const config = (configFile ? await readBundleJson(configFile, { signal }) : {}) as TemplateConfigJson;
      const text = config.chat_template ?? (await read("chat_template.jinja"));
      if (typeof text !== "string" || text === "") return null;
      const bosToken = contentOf(config.bos_token);
      const template = { text, bosToken, eosToken: contentOf(config.eos_token) };
      const marks = await reader.readChatTemplate(template, signal);
      if (marks === null) return null;
      const { promptTemplate } = await import("#pipeline/prompt-template.ts");
      return promptTemplate(marks, (messages) => reader.renderChat(template, messages), bosToken);
    },
  };
}

/** The parts of tokenizer_config.json that matter here. */
interface TemplateConfigJson {
  readonly chat_template?: unknown;
  readonly bos_token?: unknown;
  readonly eos_token?: unknown;
}

/** A token is its text, or an object with more about it. */
function contentOf(token: unknown): string {
  if (typeof token === "string") return token;
  const content = (token as { content?: unknown } | null | undefined)?.content;
  return typeof content === "string" ? content : "";
}
