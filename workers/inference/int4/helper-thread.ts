/** A thread of the int4 kernel: joins the team, and stays in WebAssembly until the team is closed. */
import { instantiateKernel } from "./kernel-module.ts";
import type { HelperStart } from "./kernel-team.ts";

self.addEventListener("message", (event: MessageEvent<HelperStart>) => {
  join(event.data).catch((error: unknown) => {
    // A rejection stays in this worker; an error is heard by the one that started it.
    setTimeout(() => {
      throw error;
    });
  });
});

async function join({ module, memory, team, run, thread }: HelperStart): Promise<void> {
  const kernel = await instantiateKernel(module, memory);
  self.postMessage("ready");
  try {
    kernel.help(team, run, thread);
  } catch (error) {
    kernel.abandonTeam(team);
    throw error;
  }
}
