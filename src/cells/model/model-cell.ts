import { exactOptional, object, string } from "valibot";
import { message } from "#base/message.ts";
import type { ModelBundle } from "#bundle/bundle.ts";
import type { BundleReport } from "#bundle/inspect.ts";
import { embeddedBundleId } from "#bundle/embedded-bundle.ts";
import type { CellBase } from "../cell-base.ts";
import type { CellKind } from "../cell-kind.ts";

/** Chooses the bundle by id; "phi3-demo" is the embedded one. */
export interface ModelCell extends CellBase {
  readonly type: "model";
  readonly bundleId: string;
  /** The model that the .ipynb named where this cell was found; the page may use another. */
  readonly named?: string;
}

export interface ModelOutput {
  readonly type: "model";
  readonly bundle: ModelBundle;
  readonly report: BundleReport;
}

export const modelKind: CellKind<ModelCell, ModelOutput> = {
  type: "model",
  title: message`Model`,
  hint: message`Which Phi-3 model to use`,
  create: () => ({ bundleId: embeddedBundleId }),
  stored: object({ bundleId: string(), named: exactOptional(string()) }),
  runs: "with others",
  needed: {
    name: message`a model cell`,
    gone: message`There is no longer a model cell above.`,
    changed: message`The model above changed.`,
    unfinished: message`The model cell above did not finish. Read its message, then run it again.`,
  },
};
