/** The package's small worker: the generate() API on the int4 kernel. */
import { kernelOnly } from "../kernel-only.ts";
import { loadTemplates } from "./lazy-minja.ts";
import { serveEngine } from "./serve-engine.ts";

serveEngine(kernelOnly, loadTemplates);
