import type { PythonHost } from "#python/bridge.ts";
import { serveHost } from "#python/serve-host.ts";

/** Answers the "engine." methods of a Python session through the port, until the signal is aborted. */
export async function answerPython(port: MessagePort, host: PythonHost, signal: AbortSignal): Promise<void> {
  const end = serveHost(port, host);
  await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
  end();
  port.close();
}
