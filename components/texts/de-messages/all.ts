/** What `src` and `workers` say, in German, by the English in their sources: one file an area. */
import type { Catalog } from "#base/message.ts";
import { base } from "./base.ts";
import { bundle } from "./bundle.ts";
import { components } from "./components.ts";
import { deploy } from "./deploy.ts";
import { ipynb } from "./ipynb.ts";
import { kernel } from "./kernel.ts";
import { notebook } from "./notebook.ts";
import { registry } from "./registry.ts";
import { service } from "./service.ts";
import { store } from "./store.ts";
import { templates } from "./templates.ts";
import { wrapper } from "./wrapper.ts";

/** No message stands in two of them. */
export const AREAS: readonly Catalog[] = [
  base,
  bundle,
  components,
  deploy,
  ipynb,
  kernel,
  notebook,
  registry,
  service,
  store,
  templates,
  wrapper,
];

export const deMessages: Catalog = Object.assign({}, ...AREAS) as Catalog;
