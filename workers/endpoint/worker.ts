/**
 * The endpoint worker: sends one request to an address that a person typed. The page itself may not: its policy names few
 * hosts (tools/content-security-policy.ts), so that no fault in it sends elsewhere what a person writes.
 */
import { askEndpoint } from "#deploy/ask-endpoint.ts";
import { serve } from "../rpc/serve.ts";
import type { EndpointCalls } from "./endpoint-calls.ts";

serve<EndpointCalls>(self, { ask: (request, { signal }) => askEndpoint(request, { signal }) });
