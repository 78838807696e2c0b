import type { BuildName } from "../../inference/int4/kernel-module.ts";

/**
 * The places of the package's files. The entry names them, because a bundler finds and copies `new URL("./x", import.meta.url)` there.
 * Workers are copied unchanged, so they cannot find files themselves.
 */
export interface WorkerFiles {
  readonly kernel: Readonly<Record<BuildName, string>>;
  readonly ort: { readonly module: string; readonly wasm: string };
  /** What the small worker loads when it is needed. */
  readonly parts: Readonly<Record<PartName, string>>;
}

/** "beams": beam search; "templates": chat templates; "sources": all but a folder's address. */
export type PartName = "beams" | "templates" | "sources";

/** A worker's name, as JSON: its task. */
export type WorkerTask =
  | { readonly task: "engine"; readonly script: string; readonly files: WorkerFiles }
  | { readonly task: "mlflow" }
  /** A thread of the int4 kernel. */
  | { readonly task: "helper" };

export function taskOf(name: string): WorkerTask {
  return JSON.parse(name) as WorkerTask;
}

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { readonly createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): string };
}

const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
let policy: ReturnType<TrustedTypes["createPolicy"]> | undefined;

/** For pages with `require-trusted-types-for 'script'`. The addresses are the package's own. */
function trusted(url: string): string {
  try {
    policy ??= trustedTypes?.createPolicy("phi3-mlflow", { createScriptURL: (own) => own });
  } catch {
    // The page allows no such policy: then it forbids workers too, or does not ask for Trusted Types.
  }
  return policy?.createScriptURL(url) ?? url;
}

/** What makes a worker one with this task. */
export function optionsOf(task: WorkerTask): WorkerOptions {
  return { type: "module", name: JSON.stringify(task) };
}

/** Starts a worker of the package, which can be on another host than the page: a script of the page's own then imports it. */
export function startPackageWorker(script: string, options?: WorkerOptions): Worker {
  // Not of its address: a sandboxed frame has an origin of its own.
  if (new URL(script).origin === self.origin) return new Worker(trusted(script), options);
  const text = `import ${JSON.stringify(script)};`;
  const url = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  const worker = new Worker(trusted(url), options);
  // Once it runs, it no longer needs the address. If it does not start, the address stays until the page is left.
  worker.addEventListener("message", () => URL.revokeObjectURL(url), { once: true });
  return worker;
}
