/**
 * A worker's workers are started by its page. In Firefox 153, `new Worker` in a worker waits until whoever listens for workers (the
 * developer tools, WebDriver) was told of the new one. On a busy machine it sometimes waits for ever: the one signal that wakes it can
 * wake the new worker instead, because both wait for the same condition. The page itself does not have to wait.
 */
import type { InnerReply, InnerRequest } from "./protocol.ts";

/** Handed the page's answers. */
export type InnerWorkers = (request: InnerRequest) => void;

/**
 * From now on, `new Worker` in this worker asks the page for one: also in libraries, such as onnxruntime-web for its threads.
 * @param tell sends a message to the page.
 */
export function startByPage(tell: (reply: InnerReply) => void): InnerWorkers {
  const workers: InnerWorker[] = [];

  /** Called with `new`, it returns this instead. */
  function startInner(url: string | URL, options?: WorkerOptions): InnerWorker {
    const ask = (task: InnerReply["task"]): void => tell({ kind: "inner", inner, task });
    const worker = Object.assign(new EventTarget(), {
      postMessage: (post: unknown) => ask({ post }),
      terminate: () => ask(null),
    });
    const inner = workers.push(worker) - 1;
    ask({ start: String(url), options });
    return worker;
  }

  Object.assign(globalThis, { Worker: startInner });
  return ({ inner, type, ...fields }) => {
    const event = Object.assign(new Event(type), fields);
    const worker = workers[inner];
    worker?.[`on${type}`]?.(event);
    worker?.dispatchEvent(event);
  };
}

interface InnerWorker extends EventTarget {
  onmessage?: (event: Event) => void;
  onerror?: (event: Event) => void;
}
