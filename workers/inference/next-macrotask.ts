const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port1.onmessage = () => waiting.shift()?.();

/**
 * Lets the worker read its messages: without a macrotask between two tokens it would never see a cancel message. Uses a message port,
 * because nested timers wait 4 ms.
 */
export function nextMacrotask(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    channel.port2.postMessage(null);
  });
}
