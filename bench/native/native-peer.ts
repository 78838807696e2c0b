import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { type EnvironmentName, peersPython } from "../../tools/peers/setup.mjs";
import type { Peer } from "../measure.ts";
import { peakBytesOfProcess } from "../process-memory.ts";

type Answer = { readonly result: unknown } | { readonly error: string };

export interface NativePeerOptions {
  /** Beside this file; native_peer.py tells what it is to answer. */
  readonly script: string;
  /** Of tools/peers. */
  readonly environment: EnvironmentName;
  /** The model, as the script takes it. */
  readonly path: string;
  readonly threads: number;
  readonly contextLength: number;
}

/** A native engine in a Python process of its own. */
export class NativePeer implements Peer {
  readonly skipsContext = false;
  readonly #process: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  readonly #options: NativePeerOptions;

  constructor(options: NativePeerOptions) {
    this.#options = options;
    const script = path.join(import.meta.dirname, options.script);
    this.#process = spawn(peersPython(options.environment), [script], { stdio: ["pipe", "pipe", "inherit"] });
    // A process that ends closes its output, of which the pending call learns; what is then written to it goes nowhere.
    this.#process.stdin!.on("error", () => undefined);
    this.#lines = createInterface({ input: this.#process.stdout! })[Symbol.asyncIterator]();
  }

  async load(source: "network" | "storage"): Promise<number> {
    const { path, threads, contextLength } = this.#options;
    return (await this.#call("load", { path, threads, source, contextLength })) as number;
  }

  /** The disk is its storage. */
  store(): Promise<void> {
    return Promise.resolve();
  }

  async prefill(tokenIds: readonly number[]): Promise<number> {
    return (await this.#call("prefill", { tokenIds })) as number;
  }

  async decode(tokenIds: readonly number[], steps: number): Promise<readonly number[]> {
    return (await this.#call("decode", { tokenIds, steps })) as number[];
  }

  peakBytes(): Promise<number> {
    const bytes = peakBytesOfProcess(this.#process.pid!);
    if (bytes > 0) return Promise.resolve(bytes);
    return Promise.reject(new Error("The system does not tell the process's memory."));
  }

  async close(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    this.#process.kill("SIGKILL");
    await once(this.#process, "exit");
  }

  async #call(call: string, params: object): Promise<unknown> {
    this.#process.stdin!.write(`${JSON.stringify({ call, params })}\n`);
    const line = await this.#lines.next();
    if (line.done === true) throw new Error("the Python process has ended: out of memory, perhaps");
    const answer = JSON.parse(line.value) as Answer;
    if ("error" in answer) throw new Error(answer.error);
    return answer.result;
  }
}
