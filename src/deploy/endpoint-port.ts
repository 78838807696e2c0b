import type { EndpointReply, EndpointRequest } from "#deploy/ask-endpoint.ts";

/** Asks an address that a person typed. */
export interface EndpointPort {
  /** Errors as those of `askEndpoint`. */
  ask(request: EndpointRequest, signal: AbortSignal): Promise<EndpointReply>;
}
