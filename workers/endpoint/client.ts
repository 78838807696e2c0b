import type { EndpointPort } from "#kernel/endpoint-port.ts";
import { RpcClient, type WorkerLike } from "../rpc/client.ts";
import type { EndpointCalls } from "./endpoint-calls.ts";

/** The page's side of the endpoint worker, which starts at the first request. */
export function createEndpointClient(startWorker: () => WorkerLike = startEndpointWorker): EndpointPort {
  const client = new RpcClient<EndpointCalls>(startWorker);
  return { ask: (request, signal) => client.call("ask", request, { signal }) };
}

function startEndpointWorker(): WorkerLike {
  return new Worker(new URL("./endpoint-worker.ts", import.meta.url), { type: "module", name: "endpoint" });
}
