#!/usr/bin/env node
/**
 * Writes the package's API page, packages/phi3-mlflow/API.md and docs/library-api.md: what its entries export, with the docstrings of its
 * declarations.
 */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { ensureLibrary } from "./ensure.mjs";

/** From the package's folder: the package's own, and that of the guide. */
export const API_PAGES = ["API.md", "../../docs/library-api.md"];
const TYPES = "dist/types/workers/library";
/** A docstring, where there is one, and where the declaration behind it begins. */
const DECLARATION =
  /(?:\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n)?export (?:declare )?(class|function|interface|type) (\w+)/g;
const MEMBER =
  /^ {4}(?:\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n {4})?(?!private|#|constructor\()([^\s/}](?:\{[^{}]*\}|[^;{])*;)/gm;

/** @returns the page's text. @param folder of the package, built. */
export function apiPage(folder) {
  const entry = readFileSync(path.join(folder, TYPES, "entry.d.ts"), "utf8");
  const node = readFileSync(path.join(folder, TYPES, "node/index.d.ts"), "utf8");
  return [
    "# API",
    "",
    "Written by `node tools/library/api.mjs` from the docstrings of the sources. Every call that takes time gives a promise. What fails rejects",
    "with an `AppError`, whose `code` says why.",
    ...exportsOf(folder, "", entry),
    "",
    "# In Node only",
    ...exportsOf(folder, "node/", node.replace('export * from "../entry.js";', "")),
    "",
  ].join("\n");
}

function exportsOf(folder, base, text) {
  const found = [...text.matchAll(/export (?:type )?\{([^}]*)\} from "([^"]+)"/g)];
  return found.flatMap(([, names, specifier]) => {
    const module = path.posix.join(TYPES, base, specifier.replace(/\.js$/, ".d.ts"));
    const declarations = declarationsOf(readFileSync(path.join(folder, module), "utf8"));
    return [...names.matchAll(/(\w+)\s*(?:,|$)/g)].flatMap(([, name]) => {
      const section = declarations.get(name);
      if (section === undefined) throw new Error(`${module} declares no ${name}.`);
      return section;
    });
  });
}

function declarationsOf(text) {
  return new Map(
    [...text.matchAll(DECLARATION)].map((found) => {
      const [whole, doc, kind, name] = found;
      const start = found.index + whole.length - `${kind} ${name}`.length;
      const isBlock = kind === "class" || kind === "interface";
      return [name, sectionOf(name, doc, text.slice(start, endOf(text, start, isBlock)))];
    }),
  );
}

/** Behind the block of a class or an interface, or the semicolon of another declaration. */
function endOf(text, start, isBlock) {
  let depth = 0;
  for (const { 0: mark, index } of text.slice(start).matchAll(/\/\*[\s\S]*?\*\/|[{};]/g)) {
    if (mark === "{") depth += 1;
    if (mark === "}") depth -= 1;
    if (depth === 0 && mark === (isBlock ? "}" : ";")) return start + index + 1;
  }
  return text.length;
}

function sectionOf(name, doc, code) {
  const isClass = code.startsWith("class ");
  const head = ["", `## ${name}`, ...textOf(doc)];
  if (!isClass) return [...head, "", "```ts", code.trim().replaceAll(/^ {4}/gm, "  "), "```"];
  const members = [...code.matchAll(MEMBER)].filter(
    ([, memberDoc]) => !(memberDoc ?? "").includes("@internal"),
  );
  return [
    ...head,
    ...members.flatMap(([, memberDoc, member]) => [
      "",
      `### ${nameOf(member)}`,
      ...textOf(memberDoc),
      "",
      "```ts",
      member.trim().replaceAll(/^ {4}/gm, ""),
      "```",
    ]),
  ];
}

function nameOf(member) {
  const plain = member.replace(/^(static|readonly|get) /, "");
  return /^[\w$]+/.exec(plain)?.[0] ?? /^\[([\w.]+)\]/.exec(plain)?.[0] ?? plain;
}

/** A docstring as Markdown: `@param` and its like as a list, an example as code. */
function textOf(doc = "") {
  const lines = doc.split("\n").map((line) => line.replace(/^\s*\* ?/, "").trimEnd());
  const [prose = "", ...tags] = lines
    .join("\n")
    .trim()
    .split(/(?:^|\s)(?=@(?:param|returns|throws|example)\b)/);
  const written = tags.map((tag) => {
    const [, kind, rest] = /^@(\w+)\s*([\s\S]*)/.exec(tag) ?? [];
    const words = (rest ?? "").trim();
    if (kind === "example") return `\n\`\`\`js\n${words}\n\`\`\``;
    if (kind !== "param") return `- ${kind}: ${words}`;
    return `- \`${words.split(/\s/)[0]}\`: ${words.replace(/^\S+\s*/, "")}`;
  });
  return [
    ...(prose.trim() === "" ? [] : ["", prose.trim()]),
    ...(written.length === 0 ? [] : ["", ...written]),
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = await ensureLibrary();
  for (const file of API_PAGES) writeFileSync(path.join(folder, file), apiPage(folder));
}
