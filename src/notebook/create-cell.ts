import { embeddedBundleId } from "#bundle/embedded-bundle.ts";
import { DEFAULT_DEPLOY_SETTINGS } from "#deploy/deploy-settings.ts";
import { defaultInferenceInput, defaultWrapper } from "#wrapper/defaults.ts";
import type { WrapperOption } from "#wrapper/wrapper.ts";
import type { Cell, CellId } from "./cell.ts";

/** What may be said of a new cell; the rest is filled in by `createCell`. */
export type CellSpec =
  | { readonly type: "markdown"; readonly source?: string }
  | { readonly type: "code"; readonly source?: string }
  | { readonly type: "model"; readonly bundleId?: string }
  | { readonly type: "wrapper"; readonly option?: WrapperOption }
  | { readonly type: "signature" }
  | { readonly type: "artifact" }
  | { readonly type: "register"; readonly server?: string }
  | { readonly type: "inference"; readonly input?: string; readonly option?: WrapperOption }
  | { readonly type: "deploy" };

/** The one place that knows the defaults of a cell. */
export function createCell(spec: CellSpec, id: CellId): Cell {
  switch (spec.type) {
    case "markdown":
      return { id, type: "markdown", source: spec.source ?? "" };
    case "code":
      return { id, type: "code", kind: "python", source: spec.source ?? "" };
    case "model":
      return { id, type: "model", bundleId: spec.bundleId ?? embeddedBundleId };
    case "wrapper":
      return {
        id,
        type: "wrapper",
        wrapper: { form: defaultWrapper(spec.option ?? "transformers"), editedCode: null },
      };
    case "signature":
    case "artifact":
      return { id, type: spec.type };
    case "register":
      return {
        id,
        type: "register",
        server: spec.server ?? "",
        experiment: "Default",
        runName: "",
        registeredName: "phi3-mlflow-model",
        alias: "champion",
        tags: "",
      };
    case "inference":
      return {
        id,
        type: "inference",
        input: spec.input ?? defaultInferenceInput(spec.option ?? "transformers"),
      };
    case "deploy":
      return { id, type: "deploy", settings: DEFAULT_DEPLOY_SETTINGS };
  }
}
