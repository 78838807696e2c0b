/** The engines that run in the page, in the order of the table's columns. */
export const browserEngineNames = [
  "int4",
  "page",
  "library",
  "ort-web",
  "transformers.js",
  "wllama",
] as const;

/** How a model gets into the page, and stays: this page's bundles, and the others' own loading. */
export const bundleEngineNames = ["bundle", "transformers.js", "wllama"] as const;

export type BundleEngineName = (typeof bundleEngineNames)[number];

export type BrowserEngineName = (typeof browserEngineNames)[number] | BundleEngineName;
