import type { EndpointRoute } from "./route.ts";

export async function relayRequest(
  _request: Request,
  _route: EndpointRoute,
  _clients: Clients,
): Promise<Response> {
  return Response.json(
    { error_code: "TEMPORARILY_UNAVAILABLE", message: "The local endpoint is off." },
    { status: 503 },
  );
}
