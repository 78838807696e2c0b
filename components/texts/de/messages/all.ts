/** What `src` and `workers` say, in German, by the English in their sources: one file an area. */
import type { Catalog } from "#base/message.ts";
import { base } from "./base.ts";
import { bundle } from "./bundle.ts";
import { cells } from "./cells.ts";
import { components } from "./components.ts";
import { deploy } from "./deploy.ts";
import { genai } from "./genai.ts";
import { inference } from "./inference.ts";
import { evaluate } from "./evaluate.ts";
import { forms } from "./forms.ts";
import { ipynb } from "./ipynb.ts";
import { kernel } from "./kernel.ts";
import { library } from "./library.ts";
import { mlflow } from "./mlflow.ts";
import { notebook } from "./notebook.ts";
import { onnx } from "./onnx.ts";
import { pickle } from "./pickle.ts";
import { pipeline } from "./pipeline.ts";
import { python } from "./python.ts";
import { registry } from "./registry.ts";
import { service } from "./service.ts";
import { serving } from "./serving.ts";
import { share } from "./share.ts";
import { store } from "./store.ts";
import { templates } from "./templates.ts";
import { workers } from "./workers.ts";
import { wrapper } from "./wrapper.ts";

/** No message stands in two of them. */
export const AREAS: readonly Catalog[] = [
  base,
  bundle,
  cells,
  components,
  deploy,
  evaluate,
  genai,
  inference,
  forms,
  ipynb,
  kernel,
  library,
  mlflow,
  notebook,
  onnx,
  pickle,
  pipeline,
  python,
  registry,
  service,
  serving,
  share,
  store,
  templates,
  workers,
  wrapper,
];

export const deMessages: Catalog = Object.fromEntries(AREAS.flatMap((area) => Object.entries(area)));
