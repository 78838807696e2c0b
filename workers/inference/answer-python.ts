import type { InferenceWorker } from "#inference/inference-port.ts";
import type { PythonHost } from "#python/bridge.ts";
import { serveHost } from "#python/serve-host.ts";

export const answerPython: InferenceWorker["answerPython"] = async (port, signal) => {
  const host: PythonHost = { methods: new Map(), dispose: () => undefined };
  const end = serveHost(port, host);
  await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
  end();
  port.close();
};
