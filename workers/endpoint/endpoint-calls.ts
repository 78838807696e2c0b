import type { EndpointReply, EndpointRequest } from "#deploy/ask-endpoint.ts";

/** What the endpoint worker can be asked. */
export interface EndpointCalls {
  ask: { params: EndpointRequest; event: never; result: EndpointReply };
}
