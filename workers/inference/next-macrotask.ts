const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port1.onmessage = () => waiting.shift()?.();

/**
 * Lets the worker read its messages: without a macrotask between two tokens a cancel message would never be seen.
 * A message port, because timers wait 4 ms once they are nested.
 */
export function nextMacrotask(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    channel.port2.postMessage(null);
  });
}
