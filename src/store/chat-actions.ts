/** Chats over inference cells: their edits, and the template that writes prompts. */
import type { ReaderPort } from "#reader/reader-port.ts";
import type { PromptTemplate } from "#pipeline/prompt-template.ts";
import type { BundleRegistry } from "#kernel/ports.ts";
import { findFile } from "#bundle/model-files.ts";
import { readBundleJson, readBundleText } from "#bundle/read-bundle-file.ts";
import type { CellId, Notebook } from "#notebook/cell.ts";
import type { InferenceCell } from "#cells/inference/inference-cell.ts";
import { upstreamOf } from "#notebook/dependencies.ts";
import { updateCell } from "#notebook/edits.ts";

/** Functions, not methods. */
export interface ChatActions {
  /** Changes an inference cell in one step of undo of its own, however fast it follows the last. */
  readonly editChat: (cell: InferenceCell) => void;
  /**
   * The chat template of the model above the cell.
   * @returns null without a model cell, and where the model has no template or one that cannot be read back.
   * @throws AppError of reading the model's files; "not-found" where the model is gone; "aborted".
   */
  readonly promptTemplateAbove: (id: CellId, signal: AbortSignal) => Promise<PromptTemplate | null>;
}

interface ChatActionsOptions {
  readonly reader: Pick<ReaderPort, "readChatTemplate" | "renderChat">;
  readonly bundles: BundleRegistry;
  readonly notebook: () => Notebook;
  readonly edit: (next: Notebook) => void;
}

export function createChatActions({ reader, bundles, notebook, edit }: ChatActionsOptions): ChatActions {
  return {
    editChat: (cell) => edit(updateCell(notebook(), cell)),

    async promptTemplateAbove(id, signal) {
      const above = upstreamOf(notebook(), id).model;
      const model = notebook().cells.find((cell) => cell.id === above);
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

/** tokenizer_config.json: the parts that matter here. */
interface TemplateConfigJson {
  readonly chat_template?: unknown;
  readonly bos_token?: unknown;
  readonly eos_token?: unknown;
}

/** A token stands as its text, or with what else is known of it. */
function contentOf(token: unknown): string {
  if (typeof token === "string") return token;
  const content = (token as { content?: unknown } | null | undefined)?.content;
  return typeof content === "string" ? content : "";
}
