import type { EndpointRoute, ServedRequest, ServedResponse } from "#scoring-server/served.ts";
import type { FromEndpoint, FromService, ToEndpoint } from "./service-messages.ts";

/** A tab that does not accept within this time does not answer. Tabs in the background take a moment. */
const OFFER_MS = 1500;
/** How often it checks that the answering tab still exists. */
const ALIVE_CHECK_MS = 1000;

const OFF =
  "The page's local endpoint is off. Open the notebook in a tab of this browser, run an inference cell, and switch the endpoint on.";
const GONE = "The tab that answered the local endpoint was closed or reloaded before it had answered.";

export interface RelayTabs {
  /** This page's tabs, the last used first. */
  list(): Promise<readonly RelayTab[]>;
  isOpen(id: string): Promise<boolean>;
}

interface RelayTab {
  readonly id: string;
  postMessage(message: FromService, transfer: Transferable[]): void;
}

/** Passes a request to the tab that answers, and returns its answer. Only tabs run models. */
export async function relayRequest(
  request: Request,
  route: EndpointRoute,
  tabs: RelayTabs,
): Promise<Response> {
  const taken = await findTab(await tabs.list());
  if (taken === null) return unavailable(OFF);
  const { port, tab } = taken;
  try {
    const served: ServedRequest = {
      route,
      method: request.method,
      contentType: request.headers.get("content-type"),
      body: await request.arrayBuffer(),
    };
    const response = await ask(port, served, request.signal, () => tabs.isOpen(tab.id));
    return response === null
      ? unavailable(GONE)
      : new Response(response.body, {
          status: response.status,
          headers: { "Content-Type": response.contentType, "Cache-Control": "no-store" },
        });
  } finally {
    port.close();
  }
}

/** Asks all tabs at once; the first to accept gets it. */
async function findTab(
  tabs: readonly RelayTab[],
): Promise<{ readonly tab: RelayTab; readonly port: MessagePort } | null> {
  const offers = tabs.map((tab) => offer(tab));
  const first = await Promise.any(offers.map(({ taken }) => taken)).catch(() => null);
  for (const { port } of offers) if (port !== first?.port) port.close();
  return first;
}

function offer(tab: RelayTab) {
  const { port1: port, port2 } = new MessageChannel();
  const taken = new Promise<{ readonly tab: RelayTab; readonly port: MessagePort }>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("It did not take it.")), OFFER_MS);
    port.addEventListener(
      "message",
      () => {
        clearTimeout(timer);
        resolve({ tab, port });
      },
      { once: true },
    );
    port.start();
  });
  tab.postMessage({ kind: "endpoint-offer" }, [port2]);
  return { port, taken };
}

/** @returns null if the tab is gone. */
async function ask(
  port: MessagePort,
  request: ServedRequest,
  signal: AbortSignal,
  isOpen: () => Promise<boolean>,
): Promise<ServedResponse | null> {
  let timer: ReturnType<typeof setInterval> | undefined;
  const abort = (): void => port.postMessage({ kind: "abort" } satisfies ToEndpoint);
  signal.addEventListener("abort", abort, { once: true });
  try {
    return await new Promise((resolve) => {
      timer = setInterval(() => void isOpen().then((open) => open || resolve(null)), ALIVE_CHECK_MS);
      port.addEventListener("message", ({ data }: MessageEvent<FromEndpoint>) => {
        if (data.kind === "response") resolve(data.response);
      });
      port.postMessage({ kind: "request", request } satisfies ToEndpoint, [request.body]);
    });
  } finally {
    clearInterval(timer);
    signal.removeEventListener("abort", abort);
  }
}

/** MLflow's form of an error, with its code for 503. */
function unavailable(message: string): Response {
  return Response.json({ error_code: "TEMPORARILY_UNAVAILABLE", message }, { status: 503 });
}
