/**
 * A worker's interface: methods that return a promise. Arguments and results are structured-cloned, except functions, which report
 * progress to the page and return nothing, and an AbortSignal.
 */
export type WorkerPort<Port> = { readonly [Name in keyof Port]: (...args: never[]) => Promise<unknown> };

/**
 * The page's proxy of a worker: every method is `call` with its name.
 * @param page methods that the page answers itself.
 */
export function workerPort<
  Port extends WorkerPort<Omit<Port, PageName>>,
  PageName extends keyof Port = never,
>(call: (name: string, args: readonly unknown[]) => Promise<unknown>, page: Pick<Port, PageName>): Port {
  const methods = new Map<string, unknown>(Object.entries(page));
  const get = (_: unknown, name: string | symbol): unknown => {
    // A promise that resolves with the port asks for `then`.
    if (typeof name === "symbol" || name === "then") return undefined;
    if (!methods.has(name)) methods.set(name, (...args: readonly unknown[]) => call(name, args));
    return methods.get(name);
  };
  return new Proxy({}, { get }) as Port;
}
