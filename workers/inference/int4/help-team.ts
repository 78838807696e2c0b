import { instantiateKernel } from "./kernel-module.ts";
import type { HelperStart } from "./kernel-team.ts";

/**
 * A thread of the int4 kernel: joins the team, and stays in WebAssembly until the team is closed.
 * @param onReady called just before it joins.
 */
export async function helpTeam(
  { module, memory, team, run, thread }: HelperStart,
  onReady: () => void,
): Promise<void> {
  const kernel = await instantiateKernel(module, memory);
  onReady();
  try {
    kernel.help(team, run, thread);
  } catch (error) {
    kernel.abandonTeam(team);
    throw error;
  }
}

/** All that such a worker does. */
export function serveTeam(): void {
  self.addEventListener("message", (event: MessageEvent<HelperStart>) => {
    helpTeam(event.data, () => self.postMessage("ready")).catch((error: unknown) => {
      // A rejection would stay in this worker; an error reaches the one that started it.
      setTimeout(() => {
        throw error;
      });
    });
  });
}
