import { describe, expect, it } from "vitest";
import { createDirectReader } from "#reader/direct-reader.ts";
import type { ModelBundle } from "#bundle/bundle.ts";
import { fakeBundles } from "#kernel/testing/fake-platform.ts";
import type { Notebook } from "#notebook/cell.ts";
import { createCell } from "#cells/cell.ts";
import type { App } from "./app.ts";
import { createChatActions } from "./chat-actions.ts";

const TEMPLATE =
  "{% for m in messages %}<|{{ m['role'] }}|>{{ m['content'] }}<|end|>{% endfor %}<|assistant|>";

function bundleOf(texts: Readonly<Record<string, string>>): ModelBundle {
  return {
    id: "tiny",
    name: "Tiny",
    origin: { kind: "embedded" },
    isDemo: true,
    description: "for tests",
    files: Object.entries(texts).map(([path, text]) => {
      const blob = new Blob([text]);
      return { path, sizeBytes: blob.size, source: { kind: "blob", blob } };
    }),
  };
}

function actionsOver(texts: Readonly<Record<string, string>>, types: readonly ("model" | "inference")[]) {
  const notebook: Notebook = { id: "n", title: "N", cells: types.map((type) => createCell({ type }, type)) };
  const ports = { reader: createDirectReader(), bundles: fakeBundles(bundleOf(texts)) };
  return createChatActions({ ports, document: { notebook } } as unknown as App);
}

describe("the chat template of the model above", () => {
  const { signal } = new AbortController();

  it("is that of tokenizer_config.json, or of chat_template.jinja", async () => {
    for (const texts of [
      { "tokenizer_config.json": JSON.stringify({ chat_template: TEMPLATE, bos_token: { content: "<s>" } }) },
      { "tokenizer_config.json": "{}", "chat_template.jinja": TEMPLATE },
    ]) {
      const { promptTemplateAbove } = actionsOver(texts, ["model", "inference"]);
      const template = await promptTemplateAbove("inference", signal);
      const messages = [{ role: "user", content: "Hi" }];
      expect(await template?.write(messages)).toBe("<|user|>Hi<|end|><|assistant|>");
      expect(template?.read("<|user|>Hi<|end|><|assistant|>")).toEqual(messages);
    }
  });

  it("is none without a model above, and where the model has none", async () => {
    const none = { "tokenizer_config.json": "{}" };
    for (const types of [["inference"], ["inference", "model"], ["model", "inference"]] as const) {
      expect(await actionsOver(none, types).promptTemplateAbove("inference", signal)).toBeNull();
    }
  });

  it("says so where the model's file is damaged", async () => {
    const { promptTemplateAbove } = actionsOver({ "tokenizer_config.json": "{" }, ["model", "inference"]);
    await expect(promptTemplateAbove("inference", signal)).rejects.toMatchObject({ code: "invalid-config" });
  });
});
