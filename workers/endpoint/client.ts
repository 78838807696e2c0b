import type { EndpointPort } from "#deploy/endpoint-port.ts";
import { RpcClient } from "../rpc/client.ts";

/** The page's side of the endpoint worker, which starts with the first request. */
export function createEndpointClient(): EndpointPort {
  const startWorker = (): Worker =>
    new Worker(new URL("./endpoint-worker.ts", import.meta.url), { type: "module", name: "endpoint" });
  return new RpcClient(startWorker).port<EndpointPort>({});
}
