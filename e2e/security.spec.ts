import { createServer } from "node:http";
import { inferenceWorker } from "./inference-worker.ts";
import { portOf } from "./plain-server.ts";
import { expect, test } from "./test.ts";

test("the page's policy refuses inline scripts and other hosts", async ({ notebook, page, complaints }) => {
  await expect(notebook.cells().first()).toBeVisible();
  const reached = await page.evaluate(async () => {
    const script = document.createElement("script");
    script.textContent = "globalThis.reached = true";
    document.head.append(script);
    const other = await fetch("https://example.com/").then(
      () => true,
      () => false,
    );
    return { script: "reached" in globalThis, other };
  });
  expect(reached).toEqual({ script: false, other: false });
  expect(complaints.join("\n")).toMatch(/inline script[\s\S]*example\.com/);
  complaints.length = 0;
});

test("from a worker that has a model, nothing reaches another host", async ({
  notebook,
  page,
  complaints,
}) => {
  const received: string[] = [];
  const other = createServer((request, response) => {
    received.push(`${request.method} ${request.url}`);
    response.writeHead(200, {
      "Access-Control-Allow-Origin": "*",
      "Cross-Origin-Resource-Policy": "cross-origin",
    });
    response.end("{}");
  });
  await new Promise<void>((resolve) => {
    other.listen(0, resolve);
  });
  const address = `http://localhost:${portOf(other)}`;
  await notebook.runAllToTheEnd();
  const worker = await inferenceWorker(page);
  // The directive that refused it.
  const send = (url: string) =>
    new Promise<string>((resolve) => {
      addEventListener("securitypolicyviolation", ({ effectiveDirective }) => resolve(effectiveDirective));
      void fetch(url, { method: "POST", body: "what a person typed", mode: "no-cors" }).then(() =>
        resolve("sent"),
      );
    });
  expect(await worker.evaluate(send, `${address}/inference`)).toBe("connect-src");
  expect(received).toEqual([]);
  other.close();
  complaints.length = 0;
});

test("nothing is asked of another host, whatever a text cell holds", async ({ notebook, page }) => {
  const hosts = new Set<string>();
  page.on("request", (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol.startsWith("http")) hosts.add(host);
  });
  await notebook.add("Text", 0);
  await page.keyboard.insertText("![A picture](https://example.com/a.png)\n\n[Bad](javascript:alert(1))");
  await page.keyboard.press("Escape");
  await expect(notebook.cells().first().getByRole("link", { name: "A picture" })).toBeVisible();
  await expect(notebook.cells().first().locator("a[href^='javascript']")).toHaveCount(0);
  await notebook.runAllToTheEnd();
  expect([...hosts]).toEqual([new URL(page.url()).host]);
});
