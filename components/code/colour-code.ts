/** Code in colours, by the code editor's own tokenizers. Loaded when there is code to colour: Monaco comes with it. */
import { editor } from "monaco-editor/editor/editor.api";
import "monaco-editor/languages/definitions/csharp/register";
import "monaco-editor/languages/definitions/dockerfile/register";
import "monaco-editor/languages/definitions/ini/register";
import "monaco-editor/languages/definitions/javascript/register";
import "monaco-editor/languages/definitions/markdown/register";
import "monaco-editor/languages/definitions/python/register";
import "monaco-editor/languages/definitions/r/register";
import "monaco-editor/languages/definitions/shell/register";
import "monaco-editor/languages/definitions/yaml/register";
// Its features register services, which Monaco takes no more of once it has started.
import "./monaco-python.ts";
import { type CodeLanguage, type ColouredLine, colouredLine } from "./coloured-line.ts";

/** @returns the lines of the text, each in pieces; JSON is read as JavaScript. */
export async function colourCode(text: string, language: CodeLanguage): Promise<readonly ColouredLine[]> {
  const id = language === "json" ? "javascript" : language;
  // Loads the language.
  await editor.colorize("", id, {});
  const lines = text.split(/\r\n|\r|\n/);
  return editor.tokenize(text, id).map((tokens, at) => colouredLine(lines[at] ?? "", tokens));
}
