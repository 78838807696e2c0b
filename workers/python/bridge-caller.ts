/** The Python side of the bridge: sends calls to the two hosts, and waits for their answers. */
import type { BridgeOutcome, BridgeReply, BridgeRequest } from "#python/bridge-messages.ts";
import { ENGINE_GONE, type PythonValue } from "#python/bridge.ts";
import type { WayToWait } from "#python/python-port.ts";
import { beginWait, waitForReply } from "#python/shared-reply.ts";
import { SharedSignals } from "#python/shared-signals.ts";

const ENGINE_PREFIX = "engine.";

export type Answer = BridgeOutcome | { readonly kind: "interrupted" };
/** What Python waits for. */
export interface Wait<Given> {
  /** Python is suspended until then. Undefined where the worker has slept until the answer was there. */
  readonly settled: Promise<void> | undefined;
  /**
   * Python takes the answer when it goes on, which a suspended one does some time after the answer has come. An interrupt in between
   * takes the answer's place: it would find Python neither waiting nor computing.
   */
  readonly take: () => Given;
}

interface Waiting {
  readonly port: PortLike | null;
  readonly settle: (answer: Answer) => void;
  answer: Answer | null;
}

interface PortLike {
  postMessage(message: unknown): void;
  onmessage: ((event: MessageEvent) => void) | null;
}

export interface BridgePorts {
  readonly page: PortLike;
  readonly engine: PortLike;
}

const INTERRUPTED: Answer = { kind: "interrupted" };
const NO_WAY: Answer = {
  kind: "error",
  error: {
    type: "RuntimeError",
    message:
      "Python cannot ask the page in this browser: that takes WebAssembly that can be suspended (JSPI: Chromium 137, Firefox 153 " +
      "or later), or a page that is isolated, for shared memory. Use such a browser, or a host that sends the isolating headers.",
  },
};

export class BridgeCaller {
  #ports: BridgePorts;
  readonly #way: WayToWait;
  readonly #shared: SharedArrayBuffer | null;
  readonly #signals: SharedSignals | null;
  /** Calls whose answer Python has not taken. */
  readonly #pending = new Map<number, Waiting>();
  #lastId = 0;

  /** @param shared of shared-reply.ts, for "share". */
  constructor(ports: BridgePorts, way: WayToWait, shared: SharedArrayBuffer | null) {
    this.#ports = ports;
    this.#way = way;
    this.#shared = shared;
    this.#signals = shared && new SharedSignals(shared);
    for (const port of [ports.page, ports.engine]) this.#listen(port);
  }

  /** Replaces the port of a host that is gone: calls that wait for it fail. */
  replaceEngine(engine: PortLike): void {
    const { engine: gone, page } = this.#ports;
    this.#ports = { page, engine };
    this.#listen(engine);
    for (const { port, answer, settle } of this.#pending.values())
      if (port === gone && answer === null) settle({ kind: "error", error: ENGINE_GONE });
  }

  /** A new run: what an earlier one left is nothing that Python waits for. */
  begin(): void {
    this.#pending.clear();
  }

  #listen(port: PortLike): void {
    port.onmessage = ({ data }: MessageEvent<BridgeReply>) => {
      const waiting = this.#pending.get(data.id);
      if (waiting?.answer === null) waiting.settle(data);
    };
  }

  call(method: string, args: readonly PythonValue[]): Wait<Answer> {
    const port = method.startsWith(ENGINE_PREFIX) ? this.#ports.engine : this.#ports.page;
    const id = this.#newId();
    const request: BridgeRequest = { kind: "call", id, method, args };
    switch (this.#way) {
      case "none":
        return over(NO_WAY);
      case "suspend": {
        const waiting = this.#wait(id, port);
        port.postMessage(request);
        return waiting;
      }
      case "share": {
        const { shared } = this.#memory();
        beginWait(shared, id);
        port.postMessage({ ...request, shared });
        const answer = waitForReply(shared, id);
        if (answer !== "interrupted") return over(answer);
        port.postMessage({ kind: "abort", id } satisfies BridgeRequest);
        return over(INTERRUPTED);
      }
    }
  }

  /** A call whose answer nobody waits for. */
  tell(method: string, args: readonly PythonValue[]): void {
    const port = method.startsWith(ENGINE_PREFIX) ? this.#ports.engine : this.#ports.page;
    port.postMessage({ kind: "call", id: this.#newId(), method, args } satisfies BridgeRequest);
  }

  /** What is taken says whether an interrupt ended it. */
  sleep(ms: number): Wait<boolean> {
    switch (this.#way) {
      case "none": {
        const endsAt = performance.now() + ms;
        while (performance.now() < endsAt);
        return over(false);
      }
      case "suspend": {
        const id = this.#newId();
        const { settled, take } = this.#wait(id, null);
        const timer = setTimeout(() => this.#pending.get(id)?.settle({ kind: "value", value: null }), ms);
        return {
          settled,
          take() {
            clearTimeout(timer);
            return take().kind === "interrupted";
          },
        };
      }
      case "share":
        return over(this.#memory().signals.sleep(ms));
    }
  }

  /** @returns whether Python was waiting. */
  interrupt(): boolean {
    const waiting = [...this.#pending];
    for (const [id, { port, answer, settle }] of waiting) {
      if (answer === null) port?.postMessage({ kind: "abort", id } satisfies BridgeRequest);
      settle(INTERRUPTED);
    }
    return waiting.length > 0;
  }

  #newId(): number {
    // Four times it must fit a word of shared memory.
    this.#lastId = (this.#lastId % 500_000_000) + 1;
    return this.#lastId;
  }

  #memory(): { readonly shared: SharedArrayBuffer; readonly signals: SharedSignals } {
    if (this.#shared === null || this.#signals === null) throw new Error("There is no shared memory.");
    return { shared: this.#shared, signals: this.#signals };
  }

  #wait(id: number, port: PortLike | null): Wait<Answer> {
    let given: Answer | null = null;
    const settled = new Promise<void>((resolve) => {
      const waiting: Waiting = {
        port,
        answer: null,
        settle(answer) {
          given = waiting.answer = answer;
          resolve();
        },
      };
      this.#pending.set(id, waiting);
    });
    return {
      settled,
      take: () => {
        this.#pending.delete(id);
        return given ?? INTERRUPTED;
      },
    };
  }
}

function over<Given>(answer: Given): Wait<Given> {
  return { settled: undefined, take: () => answer };
}
