import type { ArtifactPort } from "#mlflow/artifact-port.ts";
import { RpcClient } from "../rpc/client.ts";

/** The page's side of the artifact worker, which starts with the first call. */
export function createArtifactClient(): ArtifactPort {
  const startWorker = (): Worker =>
    new Worker(new URL("./artifact-worker.ts", import.meta.url), { type: "module", name: "artifact" });
  return new RpcClient(startWorker).port<ArtifactPort>({});
}
