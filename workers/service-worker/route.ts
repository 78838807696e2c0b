import { percentDecoded } from "#base/percent-decoded.ts";
import type { EndpointRoute } from "#scoring-server/served.ts";

/** Who answers a request. */
export type Route =
  | { readonly kind: "page" }
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "endpoint"; readonly name: EndpointRoute }
  /** The browser, as if there were no service worker. */
  | { readonly kind: "other" };

/** The routes of MLflow's scoring server; "score" is Azure ML's. */
const ENDPOINT_ROUTES: readonly EndpointRoute[] = ["ping", "health", "version", "invocations", "score"];

/** @param base URL of the page's folder, with a slash at the end. */
export function routeOf(request: Pick<Request, "url" | "method" | "mode" | "headers">, base: string): Route {
  const { origin, pathname } = new URL(request.url);
  const { origin: ownOrigin, pathname: folder } = new URL(base);
  if (origin !== ownOrigin || !pathname.startsWith(folder)) return { kind: "other" };
  const path = percentDecoded(pathname.slice(folder.length));
  const isGet = request.method === "GET";
  if (request.mode === "navigate") {
    // Another site can send a form here, which must not run a model: the endpoint answers only fetch.
    return isGet && (path === "" || path === "index.html") ? { kind: "page" } : { kind: "other" };
  }
  const endpoint = ENDPOINT_ROUTES.find((name) => name === path);
  if (endpoint !== undefined) return { kind: "endpoint", name: endpoint };
  // The cache holds whole files.
  if (!isGet || request.headers.has("range")) return { kind: "other" };
  return { kind: "file", path: path === "" ? "index.html" : path };
}
