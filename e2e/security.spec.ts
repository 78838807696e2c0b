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
