import { createRequire } from "node:module";
import { Language, type Node, Parser } from "web-tree-sitter";

const require = createRequire(import.meta.url);

const GRAMMARS = {
  bash: require.resolve("@vscode/tree-sitter-wasm/wasm/tree-sitter-bash.wasm"),
  csharp: require.resolve("@vscode/tree-sitter-wasm/wasm/tree-sitter-c-sharp.wasm"),
  javascript: require.resolve("@vscode/tree-sitter-wasm/wasm/tree-sitter-javascript.wasm"),
  python: require.resolve("@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm"),
  r: require.resolve("@eagleoutice/tree-sitter-r/tree-sitter-r.wasm"),
} as const;

export type ParsedLanguage = keyof typeof GRAMMARS;

/** Once: a second start would share the first one's memory. */
let started: Promise<void> | null = null;
const parsers = new Map<ParsedLanguage, Promise<Parser>>();

/** Syntax errors by the language's own grammar (tree-sitter), as "line: text"; empty for valid source. */
export async function parseErrors(language: ParsedLanguage, source: string): Promise<string[]> {
  const parser = await (parsers.get(language) ?? load(language));
  const tree = parser.parse(source);
  if (!tree) return ["nothing could be read"];
  return errorsIn(tree.rootNode);
}

function load(language: ParsedLanguage): Promise<Parser> {
  const loading = (async () => {
    started ??= Parser.init();
    await started;
    const parser = new Parser();
    return parser.setLanguage(await Language.load(GRAMMARS[language]));
  })();
  parsers.set(language, loading);
  return loading;
}

function errorsIn(node: Node): string[] {
  if (node.isError || node.isMissing) {
    return [
      `${node.startPosition.row + 1}: ${node.isMissing ? `missing ${node.type}` : node.text.slice(0, 60)}`,
    ];
  }
  return node.hasError ? node.children.flatMap((child) => (child ? errorsIn(child) : [])) : [];
}
