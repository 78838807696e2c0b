import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** A proxy before a tracking server that lets in whoever has the token, as people put one there. */
export class TokenProxy {
  readonly url: string;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
    this.url = `http://localhost:${(server.address() as AddressInfo).port}`;
  }

  static async start(target: string, token: string): Promise<TokenProxy> {
    const server = createServer((incoming, outgoing) => {
      const { method, headers, url = "/" } = incoming;
      // A browser asks for leave without the token.
      if (method !== "OPTIONS" && headers.authorization !== `Bearer ${token}`) {
        outgoing.writeHead(401, { "Access-Control-Allow-Origin": headers.origin ?? "*" }).end("Who are you?");
        return;
      }
      const forwarded = request(
        new URL(url, target),
        { method, headers: { ...headers, host: new URL(target).host } },
        (answer) => {
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(outgoing);
        },
      );
      forwarded.on("error", () => outgoing.destroy());
      incoming.pipe(forwarded);
    });
    await new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", resolve);
    });
    return new TokenProxy(server);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => {
      this.#server.close(resolve);
    });
  }
}
