/** The artifact worker: reads every byte of an artifact once, away from the page. */
import { serve } from "../rpc/serve.ts";
import type { ArtifactCalls } from "./artifact-calls.ts";
import { zipArtifact } from "./zip-artifact.ts";
import { zipBundle } from "./zip-bundle.ts";

serve<ArtifactCalls>(self, {
  zip: ({ artifact }, { emit, signal }) => zipArtifact(artifact, { onProgress: emit, signal }),
  zipBundle: (what, { emit, signal }) => zipBundle(what, { onProgress: emit, signal }),
});
