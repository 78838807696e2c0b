import { isWording } from "#base/message.ts";
import type { ServedRequest, ServedResponse } from "#scoring-server/served.ts";
import type { OfflineFiles } from "#service-worker/service-worker-port.ts";

/** Page to service worker. */
export type ToService =
  /** Cache the remaining files. */
  | { readonly kind: "fill" }
  /** Stop caching: a browser activates another version only when this one has nothing left to do. */
  | { readonly kind: "stop-filling" }
  /** How much is cached? */
  | { readonly kind: "report" }
  /** To a waiting version: take over. */
  | { readonly kind: "take-over" };

/** Service worker to page. */
export type FromService =
  | { readonly kind: "offline"; readonly files: OfflineFiles }
  /** Does this tab answer the local endpoint? If so, it accepts on the port that comes with the message. */
  | { readonly kind: "endpoint-offer" };

/** Page to service worker, on the port of an offer. */
export type FromEndpoint =
  | { readonly kind: "take" }
  | { readonly kind: "response"; readonly response: ServedResponse };

/** Service worker to page, on the port of an offer. */
export type ToEndpoint =
  | { readonly kind: "request"; readonly request: ServedRequest }
  | { readonly kind: "abort" };

const TO_SERVICE: readonly ToService["kind"][] = ["fill", "stop-filling", "report", "take-over"];

/** @returns null for anything else: any page of this host can send a message. */
export function readToService(data: unknown): ToService | null {
  const told = kindOf(data);
  const kind = TO_SERVICE.find((known) => known === told);
  return kind === undefined ? null : { kind };
}

/** @returns null for anything else. */
export function readFromService(data: unknown): FromService | null {
  const kind = kindOf(data);
  if (kind === "endpoint-offer") return { kind };
  if (kind !== "offline") return null;
  const { files } = data as { readonly files?: unknown };
  return isOfflineFiles(files) ? { kind, files } : null;
}

function kindOf(data: unknown): unknown {
  return typeof data === "object" && data !== null && "kind" in data ? data.kind : undefined;
}

function isOfflineFiles(files: unknown): files is OfflineFiles {
  if (typeof files !== "object" || files === null) return false;
  const { cachedFiles, totalFiles, cachedBytes, totalBytes, busy, problem } = files as Partial<OfflineFiles>;
  return (
    [cachedFiles, totalFiles, cachedBytes, totalBytes].every((count) => Number.isFinite(count)) &&
    typeof busy === "boolean" &&
    (problem === null || isWording(problem))
  );
}
