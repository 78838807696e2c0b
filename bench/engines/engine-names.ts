/** The engines that run in the page, in the order of the table's columns. */
export const browserEngineNames = ["int4", "ort-web", "transformers.js", "wllama"] as const;

export type BrowserEngineName = (typeof browserEngineNames)[number];
