import { describe, expect, it } from "vitest";
import { AppError } from "#base/errors.ts";
import { endlessAnswer } from "#base/testing/endless-answer.ts";
import { askEndpoint, type EndpointRequest } from "./ask-endpoint.ts";

const REQUEST: EndpointRequest = {
  url: "https://phi3.example.com/score",
  token: "a-token",
  body: { input_data: { columns: ["prompt"], index: [0], data: [["Hi"]] } },
  timeoutSeconds: 60,
};

interface Sent {
  readonly url: string;
  readonly init: RequestInit;
}

function server(answer: (init: RequestInit) => Promise<Response>): { sent: Sent[]; fetch: typeof fetch } {
  const sent: Sent[] = [];
  return {
    sent,
    fetch: ((url: URL, init: RequestInit) => {
      sent.push({ url: url.href, init });
      return answer(init);
    }) as typeof fetch,
  };
}

/** How fetch reacts to a signal. */
function never({ signal }: RequestInit): Promise<Response> {
  return new Promise((_resolve, reject) => {
    signal?.addEventListener("abort", () => reject(signal.reason as Error));
  });
}

async function failure(request: Partial<EndpointRequest>, options: Parameters<typeof askEndpoint>[1]) {
  const thrown = await askEndpoint({ ...REQUEST, ...request }, options).catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(AppError);
  const { code, message } = thrown as AppError;
  return { code, message };
}

it("sends the body and the token, follows no redirect, and measures to the last byte", async () => {
  const { sent, fetch } = server(async () => new Response('"Madrid"', { status: 200 }));
  let now = 100;
  const reply = await askEndpoint(REQUEST, { fetch, nowMs: () => (now += 250) });
  expect(reply).toEqual({ status: 200, text: '"Madrid"', latencyMs: 250 });
  const { url, init } = sent[0] as Sent;
  expect(url).toBe("https://phi3.example.com/score");
  expect(JSON.parse(init.body as string)).toEqual(REQUEST.body);
  expect(init).toMatchObject({
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: "Bearer a-token" },
    redirect: "error",
    credentials: "omit",
    cache: "no-store",
  });
});

it("an answer with an error's status is an answer", async () => {
  const { fetch } = server(async () => new Response("no", { status: 401 }));
  expect(await askEndpoint(REQUEST, { fetch })).toMatchObject({ status: 401, text: "no" });
});

describe("refused before anything is sent", () => {
  const { sent, fetch } = server(async () => new Response(""));

  it.each([
    ["", "found nothing"],
    ["phi3.example.com/score", 'found "phi3.example.com/score"'],
    ["ftp://phi3.example.com/", 'found "ftp://phi3.example.com/"'],
    ["javascript:alert(1)", 'found "javascript:alert(1)"'],
    ["https://me:secret@phi3.example.com/", "Give the token in its own field"],
  ])("the address %j", async (url, says) => {
    const { code, message } = await failure({ url }, { fetch });
    expect({ code, message }).toEqual({
      code: "invalid-input",
      message: expect.stringContaining(says) as string,
    });
    expect(sent).toEqual([]);
  });

  it("a token to another machine without encryption; to this one it may go", async () => {
    expect(await failure({ url: "http://10.0.0.7:8080/invocations" }, { fetch })).toEqual({
      code: "invalid-input",
      message: "The token would go to 10.0.0.7:8080 unencrypted. Use https://, or leave the token out.",
    });
    expect(sent).toEqual([]);
    for (const host of ["localhost", "127.0.0.1", "[::1]"]) {
      await askEndpoint({ ...REQUEST, url: `http://${host}:8080/invocations` }, { fetch });
    }
    await askEndpoint({ ...REQUEST, url: "http://10.0.0.7/invocations", token: null }, { fetch });
    expect(sent).toHaveLength(4);
    expect(sent[3]?.init.headers).toEqual({ "Content-Type": "application/json" });
  });
});

it("a server that is silent for too long is given up, in words that help", async () => {
  const { fetch } = server(never);
  const { code, message } = await failure({ timeoutSeconds: 0.01 }, { fetch });
  expect(code).toBe("network");
  expect(message).toBe(
    "phi3.example.com gave no answer in 0.01 seconds. A model's first answer may take long; raise the timeout, or ask for fewer tokens.",
  );
});

it("a server out of reach, or that allows no page, is told with what to set", async () => {
  const { fetch } = server(() => Promise.reject(new TypeError("Failed to fetch")));
  const { code, message } = await failure({ url: "http://localhost:8080/invocations" }, { fetch });
  expect(code).toBe("network");
  expect(message).toContain("No answer came from localhost:8080. Is the server running at localhost:8080?");
  expect(message).toContain("AML_CORS_ORIGINS");
});

it.each([200, 500])("an answer with the status %i that does not end is left at 16 MB", async (status) => {
  const answer = endlessAnswer({ status });
  const { fetch } = server(async () => answer.response);
  expect(await failure({}, { fetch })).toEqual({
    code: "over-limit",
    message:
      "A deployed model answers with at most 16 MB; phi3.example.com sent more, and the rest was not read. Check that the address is the endpoint's.",
  });
  expect([answer.sentBytes(), answer.isClosed()]).toEqual([17 * 2 ** 20, true]);
});

it("can be cancelled", async () => {
  const { fetch } = server(never);
  const controller = new AbortController();
  const asking = failure({}, { fetch, signal: controller.signal });
  controller.abort();
  expect((await asking).code).toBe("aborted");
});
