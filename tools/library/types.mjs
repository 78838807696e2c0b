/** The package's type declarations: tsc's, from the entry on, with imports that need no map. */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const IMPORT = /((?:from|import)\s*\(?\s*)"([^"]+)"/g;

/** What the package names as its types. */
const ENTRIES = { "node.d.ts": "workers/library/node/index", "index.d.ts": "workers/library/browser/index" };

/** Importing it defines the element. */
const ELEMENT = `declare global {
  interface HTMLElementTagNameMap {
    "phi3-mlflow-demo": HTMLElement;
  }
}
export {};
`;

export function writeTypes(root, dist) {
  const tsc = path.join(root, "node_modules/typescript/bin/tsc");
  execFileSync(process.execPath, [tsc, "-b", "workers/library/node"], { cwd: root, stdio: "inherit" });
  const { imports } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  const seen = new Set();
  const waiting = Object.values(ENTRIES);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    const text = readFileSync(path.join(root, declarationOf(name)), "utf8");
    const relative = text.replace(IMPORT, (whole, before, specifier) => {
      const target = targetOf(specifier, name, imports);
      if (target === null) return whole;
      waiting.push(target);
      const at = path.posix.relative(path.posix.dirname(name), target);
      return `${before}"${at.startsWith(".") ? at : `./${at}`}.js"`;
    });
    const out = path.join(dist, "types", `${name}.d.ts`);
    mkdirSync(path.dirname(out), { recursive: true });
    writeFileSync(out, withNamesOfDom(relative));
  }
  writeFileSync(path.join(dist, "types/element.d.ts"), ELEMENT);
  for (const [file, name] of Object.entries(ENTRIES))
    writeFileSync(path.join(dist, "types", file), `export * from "./${name}.js";\n`);
}

/** What a program without the DOM's types does not know. `Transferable` has no value to infer it from. */
const NAMES_OF_DOM = ["FileSystemDirectoryHandle", "FileSystemFileHandle", "MessagePort"];

/** Declares them for such a program, and leaves them to the DOM where it is there, as @types/node does. */
function withNamesOfDom(text) {
  const used = NAMES_OF_DOM.filter((name) => new RegExp(`\\b${name}\\b`).test(text));
  const declared = used.map(
    (name) =>
      `type ${name} = typeof globalThis extends { ${name}: { prototype: infer Found } } ? Found : never;\n`,
  );
  if (/\bTransferable\b/.test(text)) declared.push("type Transferable = object;\n");
  return declared.join("") + text;
}

function declarationOf(name) {
  const project = name.startsWith("workers/library/node/") ? "node" : name.split("/")[0];
  return path.join(".cache/tsc", project, `${name}.d.ts`);
}

/** @returns a module of ours by its path without an ending; null for a package. */
function targetOf(specifier, from, imports) {
  const plain = specifier.replace(/\.(ts|js)$/, "");
  if (plain.startsWith(".")) return path.posix.join(path.posix.dirname(from), plain);
  const [alias, ...rest] = plain.split("/");
  const place = imports[`${alias}/*`];
  return place === undefined ? null : place.replace(/^\.\//, "").replace("*", rest.join("/"));
}
