import { object } from "valibot";
import { message, type Wording } from "#base/message.ts";
import type { Artifact } from "#mlflow/artifact.ts";
import type { CellBase } from "../cell-base.ts";
import type { CellKind } from "../cell-kind.ts";

export interface ArtifactCell extends CellBase {
  readonly type: "artifact";
}

export interface ArtifactOutput {
  readonly type: "artifact";
  readonly artifact: Artifact;
  /** Why it may not load. */
  readonly notes?: readonly Wording[];
}

export const artifactKind: CellKind<ArtifactCell, ArtifactOutput> = {
  type: "artifact",
  title: message`Artifact`,
  hint: message`The files, and the zip to download`,
  create: () => ({}),
  stored: object({}),
  runs: "with others",
  needs: { cell: message`The artifact cell`, above: ["model", "wrapper"] },
};
