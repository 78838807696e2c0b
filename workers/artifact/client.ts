import type { ArtifactPort } from "#kernel/ports.ts";
import { RpcClient, type WorkerLike } from "../rpc/client.ts";
import type { ArtifactCalls } from "./artifact-calls.ts";

/** The page's side of the artifact worker, which starts at the first `zip`. */
export function createArtifactClient(startWorker: () => WorkerLike = startArtifactWorker): ArtifactPort {
  const client = new RpcClient<ArtifactCalls>(startWorker);
  return {
    zip: (artifact, onProgress, signal) => client.call("zip", { artifact }, { onEvent: onProgress, signal }),
    zipBundle: (what, onProgress, signal) => client.call("zipBundle", what, { onEvent: onProgress, signal }),
  };
}

function startArtifactWorker(): WorkerLike {
  return new Worker(new URL("./artifact-worker.ts", import.meta.url), { type: "module", name: "artifact" });
}
