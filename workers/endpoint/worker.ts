/**
 * The endpoint worker: sends one request to an address that a person typed. The page itself may not: its policy allows few hosts
 * (tools/content-security-policy.ts), so that no fault in it can send what a person writes elsewhere.
 */
import { askEndpoint } from "#deploy/ask-endpoint.ts";
import type { EndpointPort } from "#deploy/endpoint-port.ts";
import { serve } from "../rpc/serve.ts";

serve<EndpointPort>(self, { ask: (request, signal) => askEndpoint(request, { signal }) });
