import type { BuildName } from "../../inference/int4/kernel-module.ts";

/**
 * Where the package's files lie. The entry names them, since a bundler finds what stands there as `new URL("./x", import.meta.url)`,
 * and copies it; workers are copied as they are, and so find nothing by themselves.
 */
export interface WorkerFiles {
  readonly kernel: Readonly<Record<BuildName, string>>;
  readonly ort: { readonly module: string; readonly wasm: string };
}

/** A worker's name, as JSON: what it is to do. */
export type WorkerTask =
  | { readonly task: "engine"; readonly script: string; readonly files: WorkerFiles }
  | { readonly task: "mlflow" }
  /** A thread of the int4 kernel. */
  | { readonly task: "helper" };

export function taskOf(name: string): WorkerTask {
  return JSON.parse(name) as WorkerTask;
}

/** Starts a worker of the package, which may lie on another host than the page: a script of the page's own then imports it. */
export function startPackageWorker(script: string, task: WorkerTask): Worker {
  const options: WorkerOptions = { type: "module", name: JSON.stringify(task) };
  if (new URL(script).origin === self.location.origin) return new Worker(script, options);
  const text = `import ${JSON.stringify(script)};`;
  const url = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  const worker = new Worker(url, options);
  // Once it runs, it needs the address no more; one that does not start leaves it until the page is left.
  worker.addEventListener("message", () => URL.revokeObjectURL(url), { once: true });
  return worker;
}
