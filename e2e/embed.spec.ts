/** The demo in a frame of someone else's page. */
import { createServer, type Server } from "node:http";
import type { Page } from "@playwright/test";
import { expectNoViolationsInAnySetting } from "./axe.ts";
import { portOf } from "./plain-server.ts";
import { expect, test } from "./test.ts";

/** A blog on another host: its page holds what its address says, between two headings. */
let blog: Server;

test.beforeAll(async () => {
  blog = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? "/", "http://localhost");
    response.setHeader("Content-Type", "text/html");
    if (searchParams.has("isolated")) {
      response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
      response.setHeader("Cross-Origin-Embedder-Policy", "require-corp");
    }
    response.end(
      `<!doctype html><html lang="en"><title>A post</title><h1>A post</h1>${searchParams.get("html")}`,
    );
  });
  await new Promise<void>((resolve) => {
    blog.listen(0, resolve);
  });
});

test.afterAll(() => {
  blog.close();
});

const QUESTION = "What is the capital of Spain?";

/** @param attributes of the frame. @param address of the demo, from the notebook's page. */
async function openPost(page: Page, attributes: string, address: string, isIsolated = false) {
  const demo = new URL(address, test.info().project.use.baseURL).href.replaceAll("&", "&amp;");
  const html = `<iframe title="Demo" width="600" height="500" ${attributes} src="${demo}"></iframe>`;
  const query = new URLSearchParams({ html, ...(isIsolated && { isolated: "" }) });
  await page.goto(`http://127.0.0.1:${portOf(blog)}/?${query}`);
  return page.frameLocator("iframe");
}

test("a framed demo asks nothing before its reader agrees, loads nothing of the notebook, and tells its height only", async ({
  page,
}) => {
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.addInitScript(() => {
    addEventListener("message", ({ data }) => {
      const all = ((globalThis as { told?: unknown[] }).told ??= []);
      all.push(data);
    });
    Object.defineProperty(globalThis, "indexedDB", {
      get: () => {
        throw new Error("The demo has no storage.");
      },
    });
  });
  const address = `embed.html?${new URLSearchParams({ bundle: "models/phi3-demo/", name: "Phi-3 demo", prompt: QUESTION, theme: "dark", accent: "#ffd166", "accent-ink": "#201800" })}`;
  const demo = await openPost(page, "", address);
  await expect(demo.getByText("Nothing is requested from there until you agree.")).toBeVisible();
  expect(asked.filter((path) => /models\/|\.wasm|-worker|assets\//.test(path))).toEqual([]);

  await demo.getByRole("button", { name: /^Ask localhost:\d+ for the size$/ }).press("Enter");
  await expect(demo.getByRole("button", { name: "Download 4 MB and start" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(demo.getByRole("textbox", { name: "Message" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(demo.getByRole("group", { name: "Chat" }).getByRole("listitem")).toHaveText([
    `You${QUESTION}`,
    "ModelThe capital of Spain is Madrid.",
  ]);
  await expect(
    demo.getByText(/, 1 thread\. More threads need an isolated page around this frame/),
  ).toBeVisible();
  const height = await demo.locator("phi3-mlflow-demo").evaluate((element) => element.clientHeight);
  const told = await page.evaluate(() => (globalThis as { told?: unknown[] }).told);
  expect(told?.map((data) => Object.keys(data as object))).toEqual(told?.map(() => ["type", "height"]));
  expect(told?.at(-1)).toEqual({ type: "phi3-mlflow-demo:height", height: height + 2 });
  // Of the page's files, the kernel only.
  expect(asked.filter((path) => path.startsWith("/assets/"))).toEqual([
    expect.stringMatching(/\/(plain|relaxed)-[\w-]{8}\.wasm$/),
  ]);
  // What is loaded is the list that was shown.
  expect(asked.filter((path) => path.endsWith("/bundle.json"))).toHaveLength(1);
});

test("in an isolated page that shares it, a framed demo has threads; ?embed leads to it, and a model that is not what was announced is asked about again", async ({
  page,
}) => {
  const address = `?embed&${new URLSearchParams({ bundle: "models/phi3-demo/", size: "1000", prompt: QUESTION })}`;
  const demo = await openPost(page, 'allow="cross-origin-isolated"', address, true);
  await demo.getByRole("button", { name: "Download 1 kB and start" }).click();
  await expect(demo.getByRole("alert")).toHaveText(
    "The model is not what this page said. Check the size and the host again before you agree.",
  );
  await demo.getByRole("button", { name: "Download 4 MB and start" }).click();
  await expect(demo.getByText(/, \d threads\.$/)).toBeVisible();
  await demo.getByRole("button", { name: "Send" }).click();
  await expect(demo.getByRole("listitem").last()).toContainText("The capital of Spain is Madrid.");
});

test("a sandboxed frame that may run scripts of its own host runs the demo, in the language of its address", async ({
  page,
}) => {
  const model = new URL("models/phi3-demo/", test.info().project.use.baseURL).href;
  const address = `embed.html?${new URLSearchParams({ bundle: model, prompt: QUESTION, lang: "de" })}`;
  const demo = await openPost(page, 'sandbox="allow-scripts allow-same-origin"', address);
  await demo.getByRole("button", { name: /^Größe bei localhost:\d+ abfragen$/ }).click();
  await demo.getByRole("button", { name: "4 MB herunterladen und starten" }).click();
  await demo.getByRole("button", { name: "Senden" }).click();
  await expect(demo.getByRole("listitem").last()).toContainText("The capital of Spain is Madrid.");
  // Who hears it, in the language of the demo, knows that these words may be of another.
  await expect(demo.getByRole("group", { name: "Chat" }).locator("p").last()).toHaveAttribute("lang", "");

  await page.goto(
    `embed.html?${new URLSearchParams({ bundle: "models/none/genai_config.json", lang: "de" })}`,
  );
  await page.getByRole("button", { name: /abfragen$/ }).click();
  await expect(page.getByRole("alert")).toHaveText(
    /(kann nicht gelesen werden: Der Server hat mit 404 geantwortet|ist eine Webseite und keine Datei eines Modells)\. Prüfen Sie die Adresse\.$/,
  );
  await expect(page.getByRole("alert")).toHaveAttribute("lang", "de");
});

test("a sandboxed frame without an origin says what the page around it has to allow", async ({ page }) => {
  const demo = await openPost(page, 'sandbox="allow-scripts"', "embed.html?bundle=models/phi3-demo/");
  await expect(
    demo.getByText(/must add allow-same-origin to the frame's sandbox attribute\.$/),
  ).toBeVisible();
});

test("an address that no browser fetches is no model; the page of a frame is accessible by itself", async ({
  page,
}) => {
  for (const bundle of ["javascript:alert(1)", "https://me:secret@files.example/", ""]) {
    await page.goto(`embed.html?${new URLSearchParams({ bundle, name: "<b>x</b>" })}`);
    await expect(page.getByRole("alert")).toContainText("This demo does not name a model.");
  }
  const looks = {
    ink: "#2b1200",
    paper: "#fff4e5",
    quiet: "#6b4a2c",
    line: "#c9a27a",
    accent: "#8a3b00",
    "accent-ink": "#fff",
  };
  for (const look of [{}, looks]) {
    await page.goto(
      `embed.html?${new URLSearchParams({ bundle: "models/phi3-demo/", prompt: QUESTION, ...look })}`,
    );
    await expect(page.getByRole("heading", { name: "phi3-demo" })).toBeVisible();
    await expectNoViolationsInAnySetting(page, "main");
  }
  await page.getByRole("button", { name: /^Ask/ }).click();
  await page.getByRole("button", { name: /^Download/ }).click();
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("listitem").last()).toContainText("The capital of Spain is Madrid.");
  await expectNoViolationsInAnySetting(page, "main");
});
