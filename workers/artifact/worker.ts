/** The artifact worker: reads every byte of an artifact once, off the main thread. */
import type { ArtifactPort } from "#mlflow/artifact-port.ts";
import { serve } from "../rpc/serve.ts";
import { zipArtifact } from "./zip-artifact.ts";
import { zipBundle } from "./zip-bundle.ts";
import { zipSite } from "./zip-site.ts";

serve<ArtifactPort>(self, {
  zip: (artifact, onProgress, signal) => zipArtifact(artifact, { onProgress, signal }),
  zipBundle: (what, onProgress, signal) => zipBundle(what, { onProgress, signal }),
  zipSite: (site, onProgress, signal) => zipSite(site, { onProgress, signal }),
});
