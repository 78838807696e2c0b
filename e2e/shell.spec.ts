import { gzipSync } from "node:zlib";
import type { Route } from "@playwright/test";
import { shellScripts } from "../bench/app/shell.ts";
import { NotebookPage } from "./notebook-page.ts";
import { expect, test } from "./test.ts";

const SHELL_LIMIT_BYTES = 250_000;

test("the first cell is edited with 250 kB of JavaScript, before anything else has come; then the rest comes", async ({
  page,
}) => {
  const shell = shellScripts(await (await page.request.get("./")).text());
  const bodies = await Promise.all(shell.map(async (path) => (await page.request.get(path)).body()));
  const shellBytes = bodies.reduce((sum, body) => sum + gzipSync(body, { level: 9 }).byteLength, 0);
  expect(shellBytes).toBeLessThan(SHELL_LIMIT_BYTES);

  const held: Route[] = [];
  await page.route(
    ({ pathname }) => /\.m?js$/.test(pathname) && !shell.includes(pathname.slice(1)),
    (route) => void held.push(route),
  );
  await page.goto("./");
  const first = new NotebookPage(page).cells().first();
  await first.focus();
  await page.keyboard.press("Enter");
  await first.getByRole("textbox").fill("# Mine");
  await page.keyboard.press("Control+Enter");
  await expect(first.getByRole("heading", { name: "Mine" })).toBeVisible();

  await page.unroute(() => true);
  for (const route of held) await route.continue();
  await expect(new NotebookPage(page).cell("Wrapper").getByRole("radio").first()).toBeVisible();
});

test("where a part of the page does not come, its cell says so, and the others work", async ({
  page,
  complaints,
}) => {
  await page.route(/\/assets\/wrapper-cell[^/]*\.js$/, (route) => route.abort());
  await page.goto("./");
  const notebook = new NotebookPage(page);
  const wrapper = notebook.cell("Wrapper");
  await expect(wrapper.getByRole("alert")).toContainText("Couldn't load this part of the page");
  await notebook.run(notebook.cell("Model"));
  await notebook.expectStatus(notebook.cell("Model"), "done");
  await page.unrouteAll();
  await wrapper.getByRole("button", { name: "Reload the page" }).click();
  await expect(wrapper.getByRole("radio").first()).toBeVisible();
  await expect(wrapper.getByRole("alert")).toHaveCount(0);
  // What the browser and React say of it is meant for a developer.
  expect(complaints.filter((text) => !/ERR_FAILED|dynamically imported/.test(text))).toEqual([]);
  complaints.length = 0;
});

test("where a dialog does not come, the page says so and stays; what failed for another cause says that", async ({
  page,
  complaints,
}) => {
  await page.route(/\/assets\/status-dialog[^/]*\.js$/, (route) => route.abort());
  await page.route(/\/assets\/command-palette[^/]*\.js$/, (route) =>
    route.fulfill({
      contentType: "text/javascript",
      body: 'export default () => { throw new Error("no such thing"); }',
    }),
  );
  await page.goto("./");
  const notebook = new NotebookPage(page);
  await expect(notebook.cells().first()).toBeVisible();
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Status" }).click();
  // Monaco has alerts of its own, which are empty.
  const alert = (words: string) => page.getByRole("alert").filter({ hasText: words });
  await expect(alert("Couldn't load this part of the page")).toBeVisible();
  await page.keyboard.press("ControlOrMeta+Shift+p");
  await expect(alert("Something went wrong in this part of the page (no such thing)")).toBeVisible();
  await notebook.run(notebook.cell("Model"));
  await notebook.expectStatus(notebook.cell("Model"), "done");
  expect(complaints.filter((text) => !/ERR_FAILED|dynamically imported|no such thing/.test(text))).toEqual(
    [],
  );
  complaints.length = 0;
});
