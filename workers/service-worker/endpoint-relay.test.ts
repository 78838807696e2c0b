import { expect, test, vi } from "vitest";
import type { AnswerRequest } from "#service-worker/service-worker-port.ts";
import { answerOffer } from "./answer-offer.ts";
import { relayRequest, type RelayTabs } from "./endpoint-relay.ts";

interface FakeTab {
  readonly id: string;
  /** Null: this tab does not answer. */
  readonly answer: AnswerRequest | null;
  isOpen?: boolean;
}

function tabsOf(tabs: readonly FakeTab[]): RelayTabs {
  return {
    list: () =>
      Promise.resolve(
        tabs.map(({ id, answer }) => ({
          id,
          postMessage: (_: unknown, [port]: Transferable[]) => {
            if (answer !== null) answerOffer(port as MessagePort, answer);
          },
        })),
      ),
    isOpen: (id) => Promise.resolve(tabs.find((tab) => tab.id === id)?.isOpen ?? true),
  };
}

function post(body: string, signal?: AbortSignal): Request {
  return new Request("https://host.example/invocations", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body,
    ...(signal && { signal }),
  });
}

test("the tab that answers gets the request whole, and its answer goes back whole", async () => {
  const answer: AnswerRequest = ({ route, method, contentType, body }) =>
    Promise.resolve({
      status: 201,
      contentType: "text/plain",
      body: `${method} ${route} ${contentType} ${new TextDecoder().decode(body)}`,
    });
  const response = await relayRequest(
    post("Bonjour é"),
    "invocations",
    tabsOf([
      { id: "off", answer: null },
      { id: "on", answer },
    ]),
  );
  expect({
    status: response.status,
    type: response.headers.get("content-type"),
    body: await response.text(),
  }).toEqual({ status: 201, type: "text/plain", body: "POST invocations application/json Bonjour é" });
});

test("where no tab answers, and where there is none, it says that the endpoint is off", async () => {
  for (const tabs of [[], [{ id: "off", answer: null }]]) {
    const response = await relayRequest(post("{}"), "invocations", tabsOf(tabs));
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ error_code: "TEMPORARILY_UNAVAILABLE" });
  }
});

test("a tab that is closed while it answers leaves nobody waiting", async () => {
  const tab: FakeTab = { id: "gone", answer: () => new Promise(() => undefined) };
  const answer = relayRequest(post("{}"), "invocations", tabsOf([tab]));
  await new Promise((resolve) => setTimeout(resolve, 50));
  tab.isOpen = false;
  const response = await answer;
  expect(response.status).toBe(503);
  expect(await response.text()).toContain("closed or reloaded");
});

test("a request that its sender gives up is told to the tab", async () => {
  const controller = new AbortController();
  let seen: AbortSignal | null = null;
  const tab: FakeTab = {
    id: "on",
    answer: (_, signal) => {
      seen = signal;
      return new Promise(() => undefined);
    },
  };
  void relayRequest(post("{}", controller.signal), "invocations", tabsOf([tab]));
  await vi.waitFor(() => expect(seen).not.toBeNull());
  controller.abort();
  await vi.waitFor(() => expect(seen?.aborted).toBe(true));
  tab.isOpen = false;
});

test("a tab that fails answers with 500", async () => {
  const tab: FakeTab = { id: "on", answer: () => Promise.reject(new Error("lost")) };
  const response = await relayRequest(post("{}"), "score", tabsOf([tab]));
  expect({ status: response.status, body: await response.json() }).toEqual({
    status: 500,
    body: { error_code: "INTERNAL_ERROR", message: "Error: lost" },
  });
});
