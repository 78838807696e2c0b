/** What the sources say: every template of the tag `message`, and the errors whose words have none. */
import { readdirSync, readFileSync } from "node:fs";
import { parseSync } from "vite";

export interface SourceWords {
  /** From the root of the project. */
  readonly path: string;
  /** What the tag makes of each of its templates. */
  readonly templates: readonly string[];
  /** Second arguments of `new AppError` that hold a sentence outside of the tag. */
  readonly untagged: readonly string[];
}

const root = new URL("../../../", import.meta.url);

/** Tests aside, every source of the folders. */
export function readSources(folders: readonly string[]): SourceWords[] {
  return folders.flatMap((folder) =>
    readdirSync(new URL(folder, root), { recursive: true, encoding: "utf8" })
      .map((path) => `${folder}/${path}`)
      .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$|\/testing\//.test(path))
      .toSorted()
      .map((path) => readSource(path, readFileSync(new URL(path, root), "utf8"))),
  );
}

export function readSource(path: string, source: string): SourceWords {
  const templates: string[] = [];
  const untagged: string[] = [];
  /** By name, for words that were given one before they are thrown. */
  const named = new Map<string, Node>();
  const { program } = parseSync(path, source);
  walk(program, (node) => {
    if (isTag(node)) templates.push(templateOf(node));
    if (node.type === "VariableDeclarator" && node["init"]) {
      const { name } = node["id"] as { readonly name?: string };
      if (name !== undefined) named.set(name, node["init"] as Node);
    }
  });
  walk(program, (node) => {
    if (node.type !== "NewExpression" || (node["callee"] as Node)["name"] !== "AppError") return;
    const [code, words] = node["arguments"] as readonly Node[];
    // An internal error is for whoever mends the page.
    if (words === undefined || code?.["value"] === "internal") return;
    for (const plain of plainWords(words, named)) untagged.push(source.slice(plain.start, plain.end));
  });
  return { path, templates, untagged };
}

interface Node extends Readonly<Record<string, unknown>> {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

function walk(value: unknown, visit: (node: Node) => void): void {
  if (typeof value !== "object" || value === null) return;
  if ("type" in value && "start" in value) visit(value as Node);
  for (const child of Object.values(value)) walk(child, visit);
}

function isTag(node: Node): boolean {
  return node.type === "TaggedTemplateExpression" && (node["tag"] as Node)["name"] === "message";
}

function templateOf(node: Node): string {
  const { quasis } = node["quasi"] as {
    readonly quasis: readonly { readonly value: { readonly cooked: string } }[];
  };
  return quasis.map(({ value }) => value.cooked).reduce((all, text, place) => `${all}{${place - 1}}${text}`);
}

/** Where an expression's value may be text that was written there. */
function plainWords(words: Node, named: ReadonlyMap<string, Node>): Node[] {
  switch (words.type) {
    case "Literal":
    case "TemplateLiteral":
    case "BinaryExpression":
      return [words];
    case "ConditionalExpression":
      return [words["consequent"], words["alternate"]].flatMap((each) => plainWords(each as Node, named));
    case "Identifier": {
      const found = named.get(String(words["name"]));
      return found === undefined || found.type === "Identifier" ? [] : plainWords(found, named);
    }
    default:
      return [];
  }
}
