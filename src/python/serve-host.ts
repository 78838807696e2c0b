import { messageOf } from "#base/errors.ts";
import type { BridgeOutcome, BridgeReply, BridgeRequest } from "./bridge-messages.ts";
import { PythonError, type HostContext, type PythonHost, type PythonValue } from "./bridge.ts";
import { writeReply } from "./shared-reply.ts";

/** What the host needs of a MessagePort. */
export interface BridgePort {
  postMessage(message: unknown): void;
  onmessage: ((event: MessageEvent) => void) | null;
}

/** Answers the calls from the port. @returns a function that ends this: it aborts running calls, and disposes of the host. */
export function serveHost(port: BridgePort, host: PythonHost): () => void {
  const running = new Map<number, AbortController>();

  const answer = async (request: Extract<BridgeRequest, { kind: "call" }>): Promise<void> => {
    const controller = new AbortController();
    running.set(request.id, controller);
    const outcome = await outcomeOf(host, request.method, request.args, { signal: controller.signal });
    running.delete(request.id);
    if (request.shared) writeShared(request.shared, request.id, outcome);
    else port.postMessage({ ...outcome, id: request.id } satisfies BridgeReply);
  };

  port.onmessage = ({ data }: MessageEvent<unknown>) => {
    // Python's worker can be anyone's code.
    const request = readRequest(data);
    if (request?.kind === "call") void answer(request);
    else if (request) running.get(request.id)?.abort();
  };
  return () => {
    port.onmessage = null;
    for (const controller of running.values()) controller.abort();
    host.dispose();
  };
}

/** @returns null for what is no request: nobody waits for its answer. */
function readRequest(data: unknown): BridgeRequest | null {
  if (typeof data !== "object" || data === null || !("kind" in data) || !("id" in data)) return null;
  const { kind, id } = data;
  if (typeof id !== "number") return null;
  if (kind === "abort") return { kind, id };
  if (kind !== "call" || !("method" in data) || !("args" in data)) return null;
  const { method, args } = data;
  if (typeof method !== "string" || !Array.isArray(args)) return null;
  const shared = "shared" in data ? data.shared : undefined;
  const isShared = typeof SharedArrayBuffer === "function" && shared instanceof SharedArrayBuffer;
  return { kind, id, method, args: args as readonly PythonValue[], ...(isShared && { shared }) };
}

/** The memory may be any: an answer that does not fit is lost to whoever sent it. */
function writeShared(shared: SharedArrayBuffer, id: number, outcome: BridgeOutcome): void {
  try {
    writeReply(shared, id, outcome);
  } catch (thrown) {
    if (!(thrown instanceof RangeError || thrown instanceof TypeError)) throw thrown;
  }
}

async function outcomeOf(
  host: PythonHost,
  name: string,
  args: readonly PythonValue[],
  context: HostContext,
): Promise<BridgeOutcome> {
  const method = host.methods.get(name);
  if (!method)
    return {
      kind: "error",
      error: { type: "NotImplementedError", message: `The page has no method ${name}.` },
    };
  try {
    return { kind: "value", value: await method(args, context) };
  } catch (thrown) {
    if (thrown instanceof PythonError)
      return { kind: "error", error: { type: thrown.type, message: thrown.message, data: thrown.data } };
    return { kind: "error", error: { type: "RuntimeError", message: messageOf(thrown) } };
  }
}
