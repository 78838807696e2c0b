import type { RegistryPort } from "#registry/registry-port.ts";
import { RpcClient } from "../rpc/client.ts";

/**
 * The page's side of the registry worker, which starts with the first call.
 * @param tab this tab's id, and the worker's name: other tabs leave its uploads alone while it is open.
 */
export function createRegistryClient(tab: string): RegistryPort {
  const startWorker = (): Worker =>
    new Worker(new URL("./registry-worker.ts", import.meta.url), { type: "module", name: tab });
  return new RpcClient(startWorker).port<RegistryPort>({});
}
