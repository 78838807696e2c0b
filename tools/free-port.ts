import { once } from "node:events";
import { createServer } from "node:net";

const TRIES = 5;

/**
 * Starts a program on a free port. If another program takes that port first, it starts again on another.
 * @param start throws an Error with what the program said, such as "address already in use".
 */
export async function startOnFreePort<Started>(start: (port: number) => Promise<Started>): Promise<Started> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await start(await freePort());
    } catch (error) {
      const isTaken = /EADDRINUSE|address (is )?already in use/i.test(String(error));
      if (!isTaken || tries === TRIES) throw error;
    }
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("No port is free.");
  return address.port;
}
