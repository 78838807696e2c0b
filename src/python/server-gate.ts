/**
 * The gate for Python that wants to ask an MLflow server: the only way from Python to another host. Running a cell is no consent to
 * that, as a notebook's code can be anyone's.
 */
import { isAbort, messageOf } from "#base/errors.ts";
import type { ServerQuestion, ServerReply } from "#registry/registry-port.ts";
import { parseServerAddress } from "#registry/server-address.ts";
import type { ServerAccess } from "#registry/server.ts";
import type { PythonValue } from "./bridge.ts";
import { text } from "./host/arguments.ts";
import type { OpenedSource } from "./model-consent.ts";

export interface PythonServers {
  /** Addresses that the person has let this notebook's Python ask, in this visit. */
  readonly agreed: Set<string>;
  /** With the person's credentials for the address. */
  access(address: string): Promise<ServerAccess>;
  ask(access: ServerAccess, question: ServerQuestion, signal: AbortSignal): Promise<ServerReply>;
}

/** The person's answer when they agree. It names the server: Python could ask about another one while they read. */
export function agreementTo(address: string): string {
  return `agreed to ${address}`;
}

/** Asks whether Python may use that server. `beside` are files of opened models whose Python runs in the same session. */
export type AskForServer = (server: string, beside: readonly string[]) => Promise<string>;

interface Refusal {
  readonly problem: string;
  readonly code: "PERMISSION_DENIED" | "INTERNAL_ERROR";
}

/** Of one session. */
export class ServerGate {
  readonly #servers: PythonServers;
  /** Until Python restarts, so that a loop cannot ask again and again. */
  readonly #refused = new Set<string>();
  /** Opened models whose Python has run in this session, by the digest of their sources. */
  readonly #beside = new Map<string, readonly string[]>();
  /** What the person agreed to since the last of them came. */
  readonly #agreedBeside = new Set<string>();

  constructor(servers: PythonServers) {
    this.#servers = servers;
  }

  /**
   * Python of an opened model runs in this session from here on. Both share one interpreter, so it could do whatever the notebook's own
   * code may. The person has agreed to run it, not to let it use a server: they are asked again, and told of it.
   */
  letIn({ sha256, files }: OpenedSource): void {
    if (this.#beside.has(sha256)) return;
    this.#beside.set(sha256, files);
    this.#agreedBeside.clear();
  }

  /** The person was asked about that model's Python, and told that it can use this server. */
  letInWith({ sha256, files }: OpenedSource, server: string): void {
    const before = this.#beside.size === 0 ? this.#servers.agreed : new Set(this.#agreedBeside);
    this.letIn({ sha256, files });
    if (before.has(server)) this.#agreedBeside.add(server);
  }

  /**
   * The bridge's method "mlflow.server": [address, operation, fields as JSON, content or None].
   * @param askPerson shows the question, and gives the person's answer; null where there is no place for it.
   * @returns the server's status and words, or the problem that kept the page from asking it.
   */
  async ask(
    [address, operation, body, content]: readonly PythonValue[],
    askPerson: AskForServer | null,
    signal: AbortSignal,
  ): Promise<PythonValue> {
    return this.through(address, askPerson, async (access) => {
      const question = {
        operation: text(operation),
        body: text(body),
        content: content instanceof Uint8Array ? content : null,
      };
      return { ...(await this.#servers.ask(access, question, signal)) };
    });
  }

  /** @returns what `work` gives, or why it could not be done: the person's refusal, or its error. @throws AppError "aborted" */
  async through(
    address: PythonValue,
    askPerson: AskForServer | null,
    work: (access: ServerAccess) => Promise<PythonValue>,
  ): Promise<PythonValue> {
    try {
      const server = parseServerAddress(text(address));
      const refusal = await this.#refusalOf(server, askPerson);
      return refusal === null ? await work(await this.#servers.access(server)) : { ...refusal };
    } catch (thrown) {
      if (isAbort(thrown)) throw thrown;
      return { problem: messageOf(thrown), code: "INTERNAL_ERROR" } satisfies Refusal;
    }
  }

  async #refusalOf(server: string, askPerson: AskForServer | null): Promise<Refusal | null> {
    const beside = [...this.#beside.values()].flat();
    const agreed = beside.length === 0 ? this.#servers.agreed : this.#agreedBeside;
    if (agreed.has(server)) return null;
    const code = "PERMISSION_DENIED";
    if (!this.#refused.has(server)) {
      if (askPerson === null) return { problem: notAskedYet(server, beside), code };
      if ((await askPerson(server, beside)) === agreementTo(server)) {
        agreed.add(server);
        return null;
      }
      this.#refused.add(server);
    }
    return {
      problem: `You did not let this notebook's Python use ${server}. Restart Python to be asked again, or call mlflow.set_tracking_uri("") to keep runs in the page.`,
      code,
    };
  }
}

function notAskedYet(server: string, beside: readonly string[]): string {
  const asking = "Run a cell that uses it, and answer the question there.";
  return beside.length === 0
    ? `This notebook's Python may not ask ${server} yet. ${asking}`
    : `Python of an opened model (${beside.join(", ")}) runs in this session, and may not use ${server}: your consent was for the notebook's own code. ${asking}`;
}
