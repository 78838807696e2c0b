/** The package's full worker: onnxruntime-web, transformers.js and the int4 kernel. */
import { allLoaders } from "../../inference/loaders.ts";
import { serveEngine } from "./serve-engine.ts";

serveEngine(allLoaders);
