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

/** Of one session. */
export class ServerGate {
  readonly #servers: PythonServers;
  /** Until Python restarts, so that a loop cannot ask again and again. */
  readonly #refused = new Set<string>();

  constructor(servers: PythonServers) {
    this.#servers = servers;
  }

  /**
   * The bridge's method "mlflow.server": [address, operation, fields as JSON, content or None].
   * @param askPerson shows the question, and gives the person's answer; null where there is no place for it.
   * @returns the server's status and words, or the problem that kept the page from asking it.
   */
  async ask(
    [address, operation, body, content]: readonly PythonValue[],
    askPerson: ((address: string) => Promise<string>) | null,
    signal: AbortSignal,
  ): Promise<PythonValue> {
    try {
      const server = parseServerAddress(text(address));
      const refused = await this.#refusalOf(server, askPerson);
      if (refused !== null) return { problem: refused, code: "PERMISSION_DENIED" };
      const question = {
        operation: text(operation),
        body: text(body),
        content: content instanceof Uint8Array ? content : null,
      };
      const reply = await this.#servers.ask(await this.#servers.access(server), question, signal);
      return { ...reply };
    } catch (thrown) {
      if (isAbort(thrown)) throw thrown;
      return { problem: messageOf(thrown), code: "INTERNAL_ERROR" };
    }
  }

  async #refusalOf(
    server: string,
    askPerson: ((address: string) => Promise<string>) | null,
  ): Promise<string | null> {
    if (this.#servers.agreed.has(server)) return null;
    if (!this.#refused.has(server)) {
      if (askPerson === null)
        return `This notebook's Python may not ask ${server} yet. Run a code cell that uses it, and answer the question there.`;
      if ((await askPerson(server)) === agreementTo(server)) {
        this.#servers.agreed.add(server);
        return null;
      }
      this.#refused.add(server);
    }
    return `You did not let this notebook's Python use ${server}. Restart Python to be asked again, or call mlflow.set_tracking_uri("") to keep runs in the page.`;
  }
}
