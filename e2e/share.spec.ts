/** Sharing a notebook's model as a demo, and publishing the notebook as a site. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Download } from "@playwright/test";
import JSZip from "jszip";
import { expectNoViolations, expectNoViolationsInAnySetting } from "./axe.ts";
import { portOf, startPlainServer } from "./plain-server.ts";
import { startStaticHost } from "./static-hosts.ts";
import { expect, test } from "./test.ts";

test.use({ editor: "plain" });

const QUESTION = "What is the capital of Spain?";
const ANSWER = "The capital of Spain is Madrid.";

test("what the Share dialog gives for another page runs there", async ({ notebook, page }) => {
  await notebook.document("Share…");
  const dialog = page.getByRole("dialog", { name: "Share" });
  await expect(dialog).toContainText(/Readers download 3\.9 MB from localhost:\d+, after they agree/);
  await dialog.getByLabel("First message").fill(QUESTION);
  const frame = await dialog.getByRole("region", { name: "Frame (iframe)" }).textContent();
  const element = await dialog.getByRole("region", { name: "Element" }).textContent();
  await expectNoViolationsInAnySetting(page, "[role=dialog]");

  const blog = createServer((request, response) => {
    response.setHeader("Content-Type", "text/html");
    response.end(`<!doctype html><title>A post</title>${request.url === "/frame" ? frame : element}`);
  });
  await new Promise<void>((resolve) => {
    blog.listen(0, resolve);
  });
  for (const [place, where] of [
    ["element", page.locator("body")],
    ["frame", page.frameLocator("iframe")],
  ] as const) {
    await page.goto(`http://127.0.0.1:${portOf(blog)}/${place}`);
    await where.getByRole("button", { name: "Download 4 MB and start" }).click();
    await expect(where.getByRole("textbox", { name: "Message" })).toHaveValue(QUESTION);
    await where.getByRole("button", { name: "Send" }).click();
    await expect(where.getByRole("group", { name: "Chat" })).toContainText(ANSWER);
  }
  blog.close();
});

test("a published notebook is a site that a plain file server serves under any path: it is read, and its model answers", async ({
  notebook,
  page,
}) => {
  await notebook.runAllToTheEnd();
  const publish = async (where: string): Promise<JSZip> => {
    await notebook.document("Publish as a web site…");
    const dialog = page.getByRole("dialog", { name: "Publish as a web site" });
    await dialog.getByText(where).click();
    await expect(dialog).toContainText("The zip is about");
    if (where.startsWith("In")) await expectNoViolations(page, "[role=dialog]");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      dialog.getByRole("button", { name: "Create zip" }).click(),
    ]);
    return readZip(download);
  };
  const small = await publish("From localhost");
  expect(Object.keys(small.files).filter((name) => /^(bundle\.json|model\/)/.test(name))).toEqual([]);
  const whole = await publish("In the zip");
  expect(Object.keys(whole.files)).toContain("model/genai_config.json");
  expect(Object.keys(whole.files).filter((name) => name.includes("ort-"))).toEqual([]);

  const folder = await mkdtemp(path.join(tmpdir(), "phi3-site-"));
  await unpack(whole, folder);
  const server = await startPlainServer(folder, { base: "/people/me/site/" });
  const site = `http://localhost:${portOf(server)}/people/me/site/`;
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(site);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("definition").getByText(ANSWER)).toBeVisible();
  await expectNoViolationsInAnySetting(page);
  expect(asked.filter((url) => /\/model\/|bundle\.json|\.wasm/.test(url))).toEqual([]);
  await page.getByRole("button", { name: "Download 4 MB and start" }).click();
  await page.getByRole("textbox", { name: "Message" }).fill(QUESTION);
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("group", { name: "Chat" })).toContainText(ANSWER);
  expect(asked.filter((url) => !url.startsWith(site) && !url.startsWith("blob:"))).toEqual([]);
  await page.goto(`${site}embed.html?bundle=./`);
  await expect(page.getByRole("button", { name: /for the size$/ })).toBeVisible();
  server.close();

  for (const [name, threads] of [
    ["GitHub Pages", /, 1 thread\./],
    ["Cloudflare Pages", /, \d threads\.$/],
    ["Hugging Face Spaces", /, \d threads\.$/],
    ["nginx", /, 1 thread\./],
  ] as const) {
    const host = await startStaticHost(folder, name);
    await page.goto(host.url.replace(/(?<=\w)\/$/, ""));
    await page.getByRole("button", { name: "Download 4 MB and start" }).click();
    await page.getByRole("button", { name: "Send" }).click();
    await expect(page.getByRole("group", { name: "Chat" })).toContainText(ANSWER);
    await expect(page.getByText(threads)).toBeVisible();
    await page.goto(`${host.url}embed.html?bundle=./&name=Mine`);
    await expect(page.getByRole("heading", { name: "Mine" })).toBeVisible();
    const missing = await page.request.get(`${host.url}not/here`);
    expect(missing.status()).toBe(404);
    host.close();
  }
  await rm(folder, { recursive: true });
});

test("a notebook without a model is published to be read, and the dialog says so", async ({
  notebook,
  page,
}) => {
  await notebook.newDocument("Empty");
  await notebook.document("Publish as a web site…");
  const dialog = page.getByRole("dialog", { name: "Publish as a web site" });
  await expect(dialog).toContainText(
    "This notebook has no model cell, so there is no model for a demo. The site then shows the notebook without a demo.",
  );
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    dialog.getByRole("button", { name: "Create zip" }).click(),
  ]);
  const site = await readZip(download);
  expect(Object.keys(site.files).toSorted()).toEqual([
    ".nojekyll",
    "404.html",
    "README.md",
    "_headers",
    "index.html",
    "notebook.ipynb",
    "site.css",
  ]);
  expect(await site.file("index.html")!.async("string")).not.toContain("phi3-mlflow-demo");
  expect(await site.file("README.md")!.async("string")).not.toContain("demo");
});

async function readZip(download: Download): Promise<JSZip> {
  expect(download.suggestedFilename()).toMatch(/\.site\.zip$/);
  return JSZip.loadAsync(await readFile(await download.path()));
}

async function unpack(zip: JSZip, folder: string): Promise<void> {
  for (const file of Object.values(zip.files)) {
    const place = path.join(folder, file.name);
    await mkdir(path.dirname(place), { recursive: true });
    await writeFile(place, await file.async("nodebuffer"));
  }
}
