import { expect, test } from "vitest";
import { routeOf } from "./route.ts";

const BASE = "https://host.example/some/path/";

function route(
  url: string,
  {
    method = "GET",
    mode = "cors",
    headers = {},
  }: Partial<{ method: string; mode: string; headers: object }> = {},
): unknown {
  return routeOf(
    {
      url: new URL(url, BASE).href,
      method,
      mode: mode as RequestMode,
      headers: new Headers(headers as Record<string, string>),
    },
    BASE,
  );
}

test("a visit to the folder or its index is a visit to the page, whatever its query", () => {
  for (const url of ["./", "./?a=1", "./index.html", "./#share"]) {
    expect(route(url, { mode: "navigate" })).toEqual({ kind: "page" });
  }
  expect(route("./models/README.md", { mode: "navigate" })).toEqual({ kind: "other" });
});

test("files are named relative to the page's folder, decoded", () => {
  expect(route("assets/a%20b.js?x=1")).toEqual({ kind: "file", path: "assets/a b.js" });
  expect(route("%E0%A4%A")).toEqual({ kind: "file", path: "%E0%A4%A" });
});

test("another host, another folder, another method and a part of a file are the browser's matter", () => {
  expect(route("https://other.example/some/path/a.js")).toEqual({ kind: "other" });
  expect(route("/some/pathology/a.js")).toEqual({ kind: "other" });
  expect(route("a.js", { method: "POST" })).toEqual({ kind: "other" });
  expect(route("a.js", { headers: { Range: "bytes=0-9" } })).toEqual({ kind: "other" });
});

test("the endpoint answers fetch, never a visit or a form that another site sends", () => {
  expect(route("invocations", { method: "POST" })).toEqual({ kind: "endpoint", name: "invocations" });
  expect(route("score", { method: "POST", mode: "same-origin" })).toEqual({
    kind: "endpoint",
    name: "score",
  });
  expect(route("ping")).toEqual({ kind: "endpoint", name: "ping" });
  expect(route("invocations", { method: "POST", mode: "navigate" })).toEqual({ kind: "other" });
  expect(route("models/ping")).toEqual({ kind: "file", path: "models/ping" });
});
