import { expect, test } from "vitest";
import { withHeaders } from "./isolation.ts";

test("the headers that isolate are added; what the host sent, and the body, stay", async () => {
  const response = withHeaders(
    new Response("body", {
      status: 203,
      headers: { "Content-Type": "text/html", "Cross-Origin-Embedder-Policy": "credentialless" },
    }),
    "index.html",
  );
  expect({
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
  }).toEqual({
    status: 203,
    headers: {
      "content-type": "text/html",
      "content-security-policy": "frame-ancestors 'self'",
      "cross-origin-embedder-policy": "credentialless",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
    },
    body: "body",
  });
});

test("a response that may have no body gets none", () => {
  expect(withHeaders(new Response(null, { status: 304 }), "index.html").status).toBe(304);
});

test("an error stays an error", () => {
  const error = Response.error();
  expect(withHeaders(error, "index.html")).toBe(error);
});

test("other sites may frame the demo, and not the notebook", () => {
  const policyOf = (path: string, search: string) =>
    withHeaders(new Response(""), path, search).headers.get("Content-Security-Policy");
  expect([
    policyOf("index.html", ""),
    policyOf("index.html", "?bundle=x"),
    policyOf("index.html", "?embed&bundle=x"),
    policyOf("embed.html", ""),
  ]).toEqual(["frame-ancestors 'self'", "frame-ancestors 'self'", null, null]);
});

test("a worker has the policy that it needs, and no other file has one", () => {
  const policyOf = (path: string) =>
    withHeaders(new Response(""), path).headers.get("Content-Security-Policy")?.split("connect-src ")[1] ??
    null;
  expect(
    Object.fromEntries(
      [
        "artifact-worker-1_-A.js",
        "inference-worker-1.js",
        "reader-worker-1.js",
        "editor.worker-1.js",
        "helper-thread-1.js",
        "ort-wasm-simd-threaded-1.mjs",
        "download-worker-1.js",
        "endpoint-worker-1.js",
        "registry-worker-1.js",
        "index-1.js",
      ].map((name) => [name, policyOf(`assets/${name}`)]),
    ),
  ).toEqual({
    "artifact-worker-1_-A.js": "'self' blob:",
    "reader-worker-1.js": "'self' blob:",
    "inference-worker-1.js": "'self' blob:",
    "editor.worker-1.js": "'self' blob:",
    "helper-thread-1.js": "'self' blob:",
    "ort-wasm-simd-threaded-1.mjs": "'self' blob:",
    "download-worker-1.js": "'self' blob: http: https:",
    "endpoint-worker-1.js": "'self' blob: http: https:",
    "registry-worker-1.js": "'self' blob: http: https:",
    "index-1.js": null,
  });
});
