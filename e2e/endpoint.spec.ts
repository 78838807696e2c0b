import type { Locator, Page } from "@playwright/test";
import {
  comparable,
  INVOCATIONS,
  ROUTES,
  type ServedAnswer,
  servedAnswers,
} from "../tools/peers/served-answers.ts";
import { expectNoViolationsInAnySetting } from "./axe.ts";
import { saveData } from "./data-saver.ts";
import type { NotebookPage } from "./notebook-page.ts";
import { expect, test } from "./test.ts";

test.use({ editor: "plain" });

test.use({ serviceWorkers: "allow" });
test.beforeEach(({ context }) => saveData(context));

const PROMPT = "<|user|>What is the capital of Spain?<|end|><|assistant|>";
const CHAT = { messages: [{ role: "user", content: "What is the capital of Spain?" }], max_tokens: 4 };

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
async function fetchIn(page: Page, path: string, body?: string): Promise<ServedAnswer> {
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

for (const option of [1, 2] as const) {
  test(`option ${option}: another tab gets from the page what mlflow models serve gives for the same artifact`, async ({
    notebook,
    context,
  }) => {
    await switchOn(notebook, option);
    const other = await context.newPage();
    await other.goto("/");
    const found: unknown[] = [];
    for (const path of ROUTES) found.push(comparable(await fetchIn(other, `./${path}`)));
    for (const body of INVOCATIONS[option]) {
      found.push(comparable(await fetchIn(other, "./invocations", body)));
    }
    expect(found).toEqual((await servedAnswers(option)).answers);
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
  // So low that the answer, below the button, is brought into view.
  await notebook.page.setViewportSize({ width: 1280, height: 420 });
  await dialog.getByRole("button", { name: "Send it" }).click();
  await expect(answer).toBeInViewport();
  await expect(dialog.getByRole("button", { name: "Send it" })).toBeFocused();
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
  const inference = notebook.cell("Inference");
  await notebook.run(inference);
  await expect(inference.getByRole("region", { name: "Answer so far" })).toContainText(/\d+ tokens/);
  await inference.getByRole("button", { name: "Stop", exact: true }).click();
  await notebook.expectStatus(inference, "done");
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
  // Requests reach the service worker in no fixed order.
  expect(await statuses).toContain(503);
  await on.check();
  await expect(dialog.getByRole("region", { name: "Requests" })).toContainText(
    "Ended before it was answered",
  );
  complaints.length = 0;
});

test("axe finds nothing in the endpoint's dialog, light, dark and on a phone, and it fits", async ({
  notebook,
  page,
}) => {
  const dialog = await switchOn(notebook, 1);
  await dialog.getByRole("button", { name: "Send it" }).click();
  await expect(dialog.getByRole("region", { name: "Answer", exact: true })).toBeVisible();
  await dialog.getByText("POST invocations").click();
  await expectNoViolationsInAnySetting(page, "[role=dialog]", async () => {
    expect((await dialog.boundingBox())?.width).toBeLessThan(390);
    if (process.env["SHOTS"]) await page.screenshot({ path: `${process.env["SHOTS"]}/endpoint.png` });
  });
});
