import type { WorkerLike } from "../worker-like.ts";
import { serve } from "../serve.ts";
import type { WorkerPort } from "../worker-port.ts";

type Listener = (event: Event) => void;

/** A worker that runs beside the test: its messages cross a real channel. */
export function channelWorker<Port extends WorkerPort<Port>>(port: Port): WorkerLike {
  const { port1, port2 } = new MessageChannel();
  const listen = (end: MessagePort) => (type: string, listener: Listener) => {
    end.addEventListener(type, listener);
    end.start();
  };
  serve<Port>(
    { postMessage: (message) => port2.postMessage(message), addEventListener: listen(port2) },
    port,
  );
  return {
    postMessage: (message) => port1.postMessage(message),
    addEventListener: listen(port1),
    terminate: () => port1.close(),
  };
}
