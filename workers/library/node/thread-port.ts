import { packFiles, unpackFiles } from "./file-blobs.ts";

/** What a Worker and a parentPort of Node have in common. */
export interface ThreadPort {
  postMessage(message: unknown, transfer?: never[]): void;
  on(type: "message" | "messageerror", listener: (data: unknown) => void): unknown;
}

export function post(port: ThreadPort, mark: string, message: unknown, transfer: never[] = []): void {
  port.postMessage(packFiles(message, mark), transfer);
}

/** Passes messages on in order; those with files once these are open. */
export function listen(port: ThreadPort, mark: string, listener: (event: Event) => void): void {
  let before: Promise<unknown> | null = null;
  const hand = (data: unknown): void => listener(new MessageEvent("message", { data }));
  port.on("message", (data) => {
    const unpacked = unpackFiles(data, mark);
    if (unpacked === null && before === null) return hand(data);
    const turn: Promise<unknown> = Promise.resolve(before)
      .then(() => unpacked ?? data)
      .then(hand)
      .finally(() => {
        if (before === turn) before = null;
      });
    before = turn;
  });
}
