/** A thread of the int4 kernel: joins the team, and stays in WebAssembly until the team is closed. */
import { instantiateKernel } from "./kernel-module.ts";
import type { HelperStart } from "./kernel-team.ts";

self.addEventListener("message", (event: MessageEvent<HelperStart>) => {
  void join(event.data);
});

async function join({ module, memory, team, run, thread }: HelperStart): Promise<void> {
  const kernel = await instantiateKernel(module, memory);
  self.postMessage("ready");
  kernel.help(team, run, thread);
}
