/** A request to the page's local endpoint and its answer, as passed between service worker and page. */

export type EndpointRoute = "ping" | "health" | "version" | "invocations" | "score";

export interface ServedRequest {
  readonly route: EndpointRoute;
  readonly method: string;
  readonly contentType: string | null;
  /** UTF-8. */
  readonly body: ArrayBuffer;
}

export interface ServedResponse {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}
