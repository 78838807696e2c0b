/** The bench's page: a worker for the engine, and `callEngine` for the bench to call it by. */
import { RpcClient } from "#workers/rpc/client.ts";

declare global {
  interface Window {
    /** A method of `EngineWorker`. */
    callEngine?: (name: string, args: readonly unknown[]) => Promise<unknown>;
  }
}

const client = new RpcClient(
  () => new Worker(new URL("../engines/worker.ts", import.meta.url), { type: "module" }),
);

window.callEngine = (name, args) => client.call(name, args);
