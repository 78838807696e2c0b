/** What the client needs of a Worker. Tests use a MessagePort, which has the same interface. */
export interface WorkerLike {
  postMessage(message: unknown, options?: { transfer: Transferable[] }): void;
  terminate(): void;
  addEventListener(type: "message" | "messageerror" | "error", listener: (event: Event) => void): void;
}
