/** Connects src/python-help to Monaco. */
import { languages, type editor, type Position } from "monaco-editor/editor/editor.api";
import "monaco-editor/features/hover/register";
import "monaco-editor/features/parameterHints/register";
// features/suggest/register only brings inline suggestions.
import "monaco-editor/editor/contrib/suggest/browser/suggestController";
import type { Completions } from "#python/python-port.ts";
import { type Completion, completionsAt, hoverAt, signatureHelpAt } from "#python-help/python-help.ts";

const KINDS: Readonly<Record<Completion["kind"], languages.CompletionItemKind>> = {
  class: languages.CompletionItemKind.Class,
  function: languages.CompletionItemKind.Function,
  module: languages.CompletionItemKind.Module,
  parameter: languages.CompletionItemKind.Field,
  property: languages.CompletionItemKind.Property,
  variable: languages.CompletionItemKind.Variable,
};

export type LiveCompletion = (before: string) => Promise<Completions>;
const live = new WeakMap<editor.ITextModel, LiveCompletion>();

/** Adds completions from a live session to the model's editor. */
export function completeFrom(model: editor.ITextModel, complete: LiveCompletion): void {
  live.set(model, complete);
}

/** Once for all editors. */
export function registerPythonHelp(): void {
  languages.registerCompletionItemProvider("python", {
    triggerCharacters: ["."],
    async provideCompletionItems(model, position) {
      const word = model.getWordUntilPosition(position);
      const range = {
        startLineNumber: position.lineNumber,
        endLineNumber: position.lineNumber,
        startColumn: word.startColumn,
        endColumn: position.column,
      };
      const [source, offset] = textAt(model, position);
      const found = completionsAt(source, offset);
      // Names in the library tables have explanations.
      const known = new Set(found.map(({ label }) => label));
      const { items = [] } = (await live.get(model)?.(source.slice(0, offset))) ?? {};
      for (const { name, kind, detail } of items)
        if (!known.has(name)) found.push({ label: name, insert: name, kind, detail, meaning: "" });
      return {
        suggestions: found.map(({ label, insert, kind, detail, meaning }, at) => ({
          label,
          insertText: insert,
          kind: KINDS[kind],
          detail,
          documentation: meaning,
          range,
          // In the given order: parameters in the function's order.
          sortText: String(at).padStart(4, "0"),
        })),
      };
    },
  });

  languages.registerHoverProvider("python", {
    provideHover(model, position) {
      const hover = hoverAt(...textAt(model, position));
      if (!hover) return null;
      const [start, end] = [model.getPositionAt(hover.from), model.getPositionAt(hover.to)];
      return {
        range: {
          startLineNumber: start.lineNumber,
          startColumn: start.column,
          endLineNumber: end.lineNumber,
          endColumn: end.column,
        },
        contents: [
          { value: `\`\`\`python\n${hover.signature}\n\`\`\`` },
          { value: [hover.meaning, `*${hover.source}*`].filter((part) => part !== "").join("\n\n") },
        ],
      };
    },
  });

  languages.registerSignatureHelpProvider("python", {
    signatureHelpTriggerCharacters: ["(", ","],
    signatureHelpRetriggerCharacters: [")", "="],
    provideSignatureHelp(model, position) {
      const help = signatureHelpAt(...textAt(model, position));
      if (!help) return null;
      return {
        value: {
          activeSignature: 0,
          activeParameter: help.active ?? help.parameters.length,
          signatures: [
            {
              label: help.label,
              documentation: help.meaning,
              parameters: help.parameters.map(({ range: [from, to], meaning }) => ({
                label: [from, to],
                documentation: meaning,
              })),
            },
          ],
        },
        dispose: () => undefined,
      };
    },
  });
}

function textAt(model: editor.ITextModel, position: Position): [string, number] {
  return [model.getValue(), model.getOffsetAt(position)];
}
