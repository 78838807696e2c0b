import { expect, test } from "vitest";
import { isolated } from "./isolation.ts";

test("the headers that isolate are added; what the host sent, and the body, stay", async () => {
  const response = isolated(
    new Response("body", {
      status: 203,
      headers: { "Content-Type": "text/html", "Cross-Origin-Embedder-Policy": "credentialless" },
    }),
  );
  expect({
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
  }).toEqual({
    status: 203,
    headers: {
      "content-type": "text/html",
      "cross-origin-embedder-policy": "credentialless",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
    },
    body: "body",
  });
});

test("a response that may have no body gets none", () => {
  expect(isolated(new Response(null, { status: 304 })).status).toBe(304);
});

test("an error stays an error", () => {
  const error = Response.error();
  expect(isolated(error)).toBe(error);
});
