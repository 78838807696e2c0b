import type { Locator, Page } from "@playwright/test";
import { peersPython } from "../tools/peers/setup.mjs";
import { expectNoViolations } from "./axe.ts";
import type { NotebookPage } from "./notebook-page.ts";
import { serveModel } from "./served-model.ts";
import { expect, test } from "./test.ts";
import { unzip } from "./unzip.ts";

test.use({ serviceWorkers: "allow" });

const PROMPT = "<|user|>What is the capital of Spain?<|end|><|assistant|>";
const OTHER = "<|user|>What is the capital of Italy?<|end|><|assistant|>";
const MESSAGES = [{ role: "user", content: "What is the capital of Spain?" }];
const CHAT = { messages: MESSAGES, max_tokens: 4 };

/** Bodies as they are sent. What MLflow's server makes of many more is held against fixtures: scoring-server.test.ts. */
const REQUESTS: Readonly<Record<1 | 2, readonly string[]>> = {
  1: [
    { messages: MESSAGES },
    CHAT,
    { messages: [{ role: "system", content: "Be brief." }, ...MESSAGES] },
    { dataframe_records: [CHAT, { messages: MESSAGES }] },
    { dataframe_split: { columns: ["messages", "max_tokens"], data: [[MESSAGES, 4]] } },
    { inputs: CHAT },
    { instances: [CHAT] },
    { messages: MESSAGES, max_tokens: "many" },
    { messages: MESSAGES, n: 2 },
    { messages: [] },
    { prompt: PROMPT },
    {},
  ].map((body) => JSON.stringify(body)),
  2: [
    { inputs: { prompt: PROMPT } },
    { inputs: [{ prompt: OTHER }] },
    { inputs: [PROMPT] },
    { instances: [{ prompt: PROMPT }] },
    { dataframe_records: [{ prompt: OTHER }, { prompt: PROMPT }] },
    { dataframe_split: { columns: ["prompt"], index: [0], data: [[PROMPT]] } },
    { dataframe_split: { columns: ["prompt"], index: [7], data: [[PROMPT]] } },
    { prompt: PROMPT },
    { inputs: { prompt: "" } },
    { inputs: { question: PROMPT } },
    { messages: MESSAGES },
    [PROMPT],
  ].map((body) => JSON.stringify(body)),
};

interface Answer {
  readonly status: number;
  readonly type: string | null;
  readonly body: string;
}

async function openEndpoint(page: Page): Promise<Locator> {
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Local endpoint" }).click();
  return page.getByRole("dialog", { name: "Local endpoint" });
}

/** Runs the option, and lets the endpoint answer with it. */
async function switchOn(notebook: NotebookPage, option: 1 | 2): Promise<Locator> {
  await notebook.openOption(option);
  await notebook.runAllToTheEnd();
  const dialog = await openEndpoint(notebook.page);
  await dialog.getByRole("checkbox", { name: "Answer requests" }).check();
  return dialog;
}

/** Fetches from a page's own script, by an address relative to it. */
async function fetchIn(page: Page, path: string, body?: string): Promise<Answer> {
  return page.evaluate(
    async ([path, body]) => {
      const response = await fetch(path, {
        ...(body !== undefined && {
          method: "POST",
          headers: { "Content-Type": "application/json" },
          body,
        }),
      });
      return {
        status: response.status,
        type: response.headers.get("content-type"),
        body: await response.text(),
      };
    },
    [path, body] as const,
  );
}

async function fetchFrom(url: string, body?: string): Promise<Answer> {
  const response = await fetch(url, {
    ...(body !== undefined && {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body,
    }),
  });
  return {
    status: response.status,
    type: response.headers.get("content-type"),
    body: await response.text(),
  };
}

/** Without what is a run's own, and without what the page's endpoint leaves out: how pandas prints data, and tracebacks. */
function comparable({ status, type, body }: Answer): unknown {
  return {
    status,
    type,
    body: type === "application/json" && body.trim() !== "" ? strip(tryJson(body)) : body,
  };
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function strip(value: unknown): unknown {
  if (typeof value === "string") {
    return value
      .replaceAll(/data '[\s\S]*?' with schema/g, "data … with schema")
      .replaceAll(/predict data '[\s\S]*?'\. \nError: /g, "predict data … Error: ")
      .replaceAll(/\{('[a-z_]+'(, )?)+\}/g, (set) =>
        [...set.matchAll(/'[a-z_]+'/g)]
          .map(String)
          .toSorted((a, b) => (a < b ? -1 : 1))
          .join(),
      );
  }
  if (Array.isArray(value)) return value.map(strip);
  if (typeof value !== "object" || value === null) return value;
  const own = new Set(["id", "created", "stack_trace"]);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !own.has(key))
      .map(([key, item]) => [key, strip(item)]),
  );
}

for (const option of [1, 2] as const) {
  test(`option ${option}: another tab gets from the page what mlflow models serve gives for the same artifact`, async ({
    notebook,
    context,
  }, testInfo) => {
    test.setTimeout(240_000);
    await switchOn(notebook, option);
    await notebook.page.keyboard.press("Escape");
    const { bytes } = await notebook.download(notebook.cell("Artifact"));
    const other = await context.newPage();
    await other.goto("/");
    const inPage: unknown[] = [];
    for (const path of ["ping", "health", "version", "invocations"]) {
      inPage.push(comparable(await fetchIn(other, `./${path}`)));
    }
    for (const body of REQUESTS[option]) {
      inPage.push(comparable(await fetchIn(other, "./invocations", body)));
    }
    await other.close();

    const folder = testInfo.outputPath("served");
    const model = await unzip(bytes, folder);
    const server = await serveModel({
      command: peersPython(),
      args: (port) => [
        "-m",
        "mlflow",
        "models",
        "serve",
        "-m",
        model,
        "--env-manager=local",
        `--port=${port}`,
      ],
      readyPath: "/ping",
    });
    try {
      const served: unknown[] = [];
      for (const path of ["ping", "health", "version", "invocations"]) {
        served.push(comparable(await fetchFrom(`${server.origin}/${path}`)));
      }
      for (const body of REQUESTS[option]) {
        served.push(comparable(await fetchFrom(`${server.origin}/invocations`, body)));
      }
      expect(inPage).toEqual(served);
    } finally {
      await server.stop();
    }
  });
}

test("the endpoint runs nothing before a cell has run and the person has switched it on, nor after it is off", async ({
  notebook,
  page,
  context,
  complaints,
}) => {
  const other = await context.newPage();
  await other.goto("/");
  // The service worker takes a first tab over some time after it is open.
  await other.waitForFunction(() => navigator.serviceWorker.controller !== null);
  const ask = () => fetchIn(other, "./invocations", JSON.stringify(CHAT));
  const off = { status: 503, type: "application/json" };
  expect(await ask()).toMatchObject(off);

  const dialog = await openEndpoint(page);
  await expect(dialog).toContainText("Run an inference cell first");
  await page.keyboard.press("Escape");
  await switchOn(notebook, 1);
  expect(await ask()).toMatchObject({ status: 200 });
  await expect(dialog.getByRole("region", { name: "Requests" })).toContainText("POST invocations 200");

  await dialog.getByRole("checkbox", { name: "Answer requests" }).uncheck();
  const { body } = await ask();
  expect(JSON.parse(body)).toMatchObject({
    error_code: "TEMPORARILY_UNAVAILABLE",
    message: expect.stringContaining("The page's local endpoint is off."),
  });

  await dialog.getByRole("checkbox", { name: "Answer requests" }).check();
  expect(await ask()).toMatchObject({ status: 200 });
  await page.reload();
  await expect(notebook.cells().first()).toBeVisible();
  expect(await ask()).toMatchObject(off);
  complaints.length = 0;
});

test("the sample runs in the page as it stands, in MLflow's form and in Azure ML's", async ({ notebook }) => {
  await switchOn(notebook, 2);
  await notebook.page.keyboard.press("Escape");
  const response = await notebook.response(notebook.cell("Inference"));
  const dialog = await openEndpoint(notebook.page);
  const answer = dialog.getByRole("region", { name: "Answer", exact: true });
  await dialog.getByRole("button", { name: "Send it" }).click();
  await expect(answer).toHaveText(`200 ${JSON.stringify({ predictions: response }).replace(":", ": ")}`);
  await dialog.getByText("Azure ML", { exact: true }).click();
  await dialog.getByRole("button", { name: "Send it" }).click();
  await expect(answer).toHaveText(`200 ${JSON.stringify(response)}`);
  await expect(dialog.getByRole("region", { name: "Requests" }).getByRole("listitem")).toHaveCount(2);
  await notebook.page.keyboard.press("Escape");
  await expect(notebook.page.getByRole("button", { name: "Endpoint on" })).toBeVisible();
});

test("switching the endpoint off ends what it is answering", async ({ notebook, page, complaints }) => {
  await notebook.openLongOption2();
  await notebook.runAll();
  await notebook.expectStatus(notebook.cell("Inference"), "done", 80_000);
  const dialog = await openEndpoint(page);
  const on = dialog.getByRole("checkbox", { name: "Answer requests" });
  await on.check();
  const statuses = page.evaluate(
    async (body) => {
      const headers = { "Content-Type": "application/json" };
      const asked = Array.from({ length: 12 }, () =>
        fetch("./invocations", { method: "POST", headers, body }),
      );
      return (await Promise.all(asked)).map(({ status }) => status);
    },
    JSON.stringify({ inputs: { prompt: PROMPT } }),
  );
  await expect(dialog.getByRole("region", { name: "Requests" })).toContainText("Running…");
  await on.uncheck();
  expect((await statuses).at(-1)).toBe(503);
  await on.check();
  await expect(dialog.getByRole("region", { name: "Requests" })).toContainText(
    "Ended before it was answered",
  );
  complaints.length = 0;
});

const LOOKS = [
  { name: "wide", colorScheme: "light", viewport: { width: 1280, height: 900 } },
  { name: "dark", colorScheme: "dark", viewport: { width: 1280, height: 900 } },
  { name: "on a phone", colorScheme: "light", viewport: { width: 390, height: 844 } },
] as const;

for (const { name, colorScheme, viewport } of LOOKS) {
  test.describe(name, () => {
    test.use({ colorScheme, viewport });

    test("axe finds nothing in the endpoint's dialog, and it fits", async ({ notebook, page }) => {
      const dialog = await switchOn(notebook, 1);
      await dialog.getByRole("button", { name: "Send it" }).click();
      await expect(dialog.getByRole("region", { name: "Answer", exact: true })).toBeVisible();
      await dialog.getByText("POST invocations").click();
      await expectNoViolations(page, "[role=dialog]");
      const { width } = (await dialog.boundingBox()) ?? { width: Infinity };
      expect(width).toBeLessThan(viewport.width);
      if (process.env["SHOTS"]) {
        await dialog.evaluate((element) => element.scrollTo(0, 0));
        await page.screenshot({ path: `${process.env["SHOTS"]}/endpoint-${name}.png` });
      }
    });
  });
}
