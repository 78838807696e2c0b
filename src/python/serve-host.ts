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
    if (request.shared) writeReply(request.shared, request.id, outcome);
    else port.postMessage({ ...outcome, id: request.id } satisfies BridgeReply);
  };

  port.onmessage = ({ data }: MessageEvent<BridgeRequest>) => {
    if (data.kind === "call") void answer(data);
    else running.get(data.id)?.abort();
  };
  return () => {
    port.onmessage = null;
    for (const controller of running.values()) controller.abort();
    host.dispose();
  };
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
