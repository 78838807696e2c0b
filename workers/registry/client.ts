import type { RegistryPort } from "#kernel/registry-port.ts";
import { RpcClient, type WorkerLike } from "../rpc/client.ts";
import type { RegistryCalls } from "./registry-calls.ts";

/**
 * The page's side of the registry worker, which starts at the first call.
 * @param tab id of this tab: other tabs leave its uploads alone while it is open.
 */
export function createRegistryClient(
  tab: string,
  startWorker: () => WorkerLike = startRegistryWorker,
): RegistryPort {
  const client = new RpcClient<RegistryCalls>(startWorker);
  return {
    publish: (request, onProgress, signal) =>
      client.call("publish", { request, tab }, { onEvent: onProgress, signal }),
    cleanUp: (server, key, signal) => client.call("cleanUp", { server, key, tab }, { signal }),
    lookAt: (server, signal) => client.call("lookAt", { server }, { signal }),
    openVersion: (server, version, onProgress, signal) =>
      client.call("openVersion", { server, version }, { onEvent: onProgress, signal }),
  };
}

function startRegistryWorker(): WorkerLike {
  return new Worker(new URL("./registry-worker.ts", import.meta.url), { type: "module", name: "registry" });
}
