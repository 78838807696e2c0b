/** The bench's page: a worker for the engine, and `callEngine` for the bench to call it by. */
import { RpcClient } from "#workers/rpc/client.ts";
import type { EngineCalls } from "../engines/engine-calls.ts";

declare global {
  interface Window {
    callEngine?: RpcClient<EngineCalls>["call"];
  }
}

const client = new RpcClient<EngineCalls>(
  () => new Worker(new URL("../engines/worker.ts", import.meta.url), { type: "module" }),
);

window.callEngine = (name, params, options) => client.call(name, params, options);
