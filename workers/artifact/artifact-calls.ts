import type { Progress } from "#base/progress.ts";
import type { BundleToZip } from "#kernel/ports.ts";
import type { Artifact } from "#mlflow/artifact.ts";

/** What the artifact worker can be asked. */
export interface ArtifactCalls {
  zip: { params: { readonly artifact: Artifact }; event: Progress; result: Blob };
  zipBundle: { params: BundleToZip; event: Progress; result: Blob };
}
