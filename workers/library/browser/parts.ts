/**
 * Parts of the small worker: files of their own, which it loads when somebody needs them. Each holds its own copy of the modules that it
 * uses, because a file that a bundler has renamed cannot import another one. `AppError.from` knows the errors of the copies.
 */
import { missingFile } from "../../inference/missing-file.ts";
import { type PartName, taskOf } from "./worker-files.ts";

interface Parts {
  readonly beams: typeof import("#genai/beams.ts");
  readonly templates: typeof import("./templates-entry.ts");
  readonly sources: typeof import("./sources-entry.ts");
}

/** @throws AppError "missing-dependency" */
export async function loadPart<Name extends PartName>(name: Name): Promise<Parts[Name]> {
  const task = taskOf(self.name);
  if (task.task !== "engine") throw new Error("This worker is no engine.");
  const url = task.files.parts[name];
  try {
    return (await import(/* @vite-ignore */ url)) as Parts[Name];
  } catch (error) {
    throw missingFile(url, error);
  }
}
