/** Node's; browsers have none. */
const { setImmediate } = globalThis as { setImmediate?: (callback: () => void) => void };

/**
 * Lets the worker read its messages: without a macrotask between two tokens it would never see a cancel message. In a browser it comes by
 * a message port, because nested timers wait 4 ms. Not so in Node, which reads up to a thousand messages of one port before it turns to
 * another.
 */
export const nextMacrotask: () => Promise<void> =
  setImmediate === undefined ? byMessagePort() : () => new Promise((resolve) => setImmediate(resolve));

function byMessagePort(): () => Promise<void> {
  const channel = new MessageChannel();
  const waiting: (() => void)[] = [];
  channel.port1.onmessage = () => waiting.shift()?.();
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      channel.port2.postMessage(null);
    });
}
