import type { Server } from "node:http";
import config from "../playwright.config.ts";
import { NotebookPage } from "./notebook-page.ts";
import { portOf, startPlainServer } from "./plain-server.ts";
import { expect, test } from "./test.ts";

test.use({ editor: "plain" });

const { launchOptions } = config.use ?? {};
let server: Server;

// To a browser, only this name makes it another machine.
test.use({
  launchOptions: {
    ...launchOptions,
    args: [...(launchOptions?.args ?? []), "--host-resolver-rules=MAP notebook.test 127.0.0.1"],
  },
});

test.beforeAll(async () => {
  server = await startPlainServer(process.env["E2E_DIST"] ?? "dist");
});

test.afterAll(() => {
  server.close();
});

test("served by http from another machine, everything runs on one thread, text is copied, and the page says what https would bring", async ({
  page,
  complaints,
}) => {
  const notebook = new NotebookPage(page);
  await notebook.open(`http://notebook.test:${portOf(server)}/`);
  expect(await page.evaluate(() => isSecureContext)).toBe(false);
  const status = await notebook.openStatus();
  await expect(status).toContainText("The page was loaded over http from another machine.");
  await expect(status).toContainText("Only a page served over https or from localhost can be isolated.");
  await page.keyboard.press("Escape");
  await notebook.runAllToTheEnd();
  const inference = notebook.cell("Inference");
  await expect(inference).toContainText("Madrid");

  await inference.getByRole("button", { name: "Copy turn 2" }).click();
  await expect(page.getByRole("region", { name: "Notifications" })).toContainText("Copied");
  const next = inference.getByRole("textbox", { name: /^Next message/ });
  await next.focus();
  await page.keyboard.press("ControlOrMeta+v");
  await expect(next).toHaveValue(/Madrid/);

  const artifact = notebook.cell("Artifact");
  await artifact.getByRole("treeitem", { name: /^MLmodel/ }).click();
  const { files } = await notebook.download(artifact);
  expect(files["phi3-mlflow-model/MLmodel"]).toContain("mlflow.transformers");
  // Chromium says itself that such a page cannot be isolated.
  complaints.splice(
    0,
    complaints.length,
    ...complaints.filter((text) => !/Cross-Origin|untrustworthy/.test(text)),
  );
});
