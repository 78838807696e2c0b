import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";

interface ProxyOptions {
  /** Lets in whoever has it; without one, everyone. */
  readonly token?: string;
  /** Answers browsers that ask for leave, and lets their pages read the answers: MLflow before 3.5 does neither. */
  readonly letsPagesIn?: boolean;
  /** The name by which it asks the server; without one, the server's address. */
  readonly host?: string;
}

/** A proxy before a tracking server, as people put one there. */
export class ServerProxy {
  readonly url: string;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
    this.url = `http://localhost:${(server.address() as AddressInfo).port}`;
  }

  static async start(
    target: string,
    { token, letsPagesIn = false, host = new URL(target).host }: ProxyOptions,
  ): Promise<ServerProxy> {
    const server = createServer((incoming, outgoing) => {
      const { method, headers, url = "/" } = incoming;
      const leave = letsPagesIn ? { "Access-Control-Allow-Origin": headers.origin ?? "*" } : {};
      if (letsPagesIn && method === "OPTIONS") {
        const asked = headers["access-control-request-headers"] ?? "";
        const methods = "GET, POST, PUT, PATCH, DELETE";
        outgoing
          .writeHead(204, {
            ...leave,
            "Access-Control-Allow-Methods": methods,
            "Access-Control-Allow-Headers": asked,
          })
          .end();
        return;
      }
      // A browser asks for leave without the token.
      if (token !== undefined && method !== "OPTIONS" && headers.authorization !== `Bearer ${token}`) {
        outgoing.writeHead(401, { "Access-Control-Allow-Origin": headers.origin ?? "*" }).end("Who are you?");
        return;
      }
      const forwarded = request(new URL(url, target), { method, headers: { ...headers, host } }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, { ...answer.headers, ...leave });
        answer.pipe(outgoing);
      });
      forwarded.on("error", () => outgoing.destroy());
      incoming.pipe(forwarded);
    });
    await new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", resolve);
    });
    return new ServerProxy(server);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => {
      this.#server.close(resolve);
    });
  }
}
