import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { defaultWrapper } from "#wrapper/defaults.ts";
import { writeModel } from "../../tools/compatibility/write-model.ts";
import { serveModel } from "../../tools/peers/served-model.ts";
import { deployTo } from "../deploy-cell.ts";
import { expect, test } from "../test.ts";

let folder: string;
test.beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "deploy-"));
});
test.afterEach(async () => rm(folder, { recursive: true, force: true }));

test("a live endpoint's answer stands beside the page's own", async ({ notebook, page }) => {
  await notebook.openOption(2);
  const cell = notebook.cell("Deploy");
  await deployTo(notebook, cell, "Docker");
  await notebook.runAllToTheEnd();
  await notebook.expectStatus(cell, "done");

  await cell.getByRole("tab", { name: "Test" }).click();
  const send = cell.getByRole("button", { name: "Send" });

  // A server that allows no page, as serve.py without CORS_ORIGINS: the page says what to do.
  const closed = createServer((_request, response) => response.end("[]"));
  await new Promise<void>((resolve) => {
    closed.listen(0, "127.0.0.1", resolve);
  });
  const { port } = closed.address() as AddressInfo;
  await cell.getByLabel("Address").fill(`http://127.0.0.1:${port}/invocations`);
  await send.click();
  await expect(cell.getByText("it does not allow requests from this page")).toBeVisible();
  closed.close();

  // The page's own zips hold the same: artifact-zip.spec.ts, deploy.spec.ts.
  const { model, deploy } = await writeModel(defaultWrapper("pyfunc"), folder, ["docker"]);
  const open = await serveModel({
    command: { environment: "current" },
    args: (free) => [path.join(deploy("docker"), "serve.py"), model, "--port", String(free)],
    env: { CORS_ORIGINS: new URL(page.url()).origin },
    readyPath: "/ping",
  });
  try {
    await cell.getByLabel("Address").fill(`${open.origin}/invocations`);
    await cell.getByLabel("Key or token").fill("a-key");
    for (const form of ["dataframe_split", "inputs"]) {
      await cell.getByRole("group", { name: "Payload" }).getByText(form).click();
      await send.click();
      await expect(cell.getByText("Both answer the same.")).toBeVisible({ timeout: 30_000 });
      const ofEndpoint = cell.getByRole("region", { name: "The endpoint's answer" });
      const ofPage = cell.getByRole("region", { name: "This page's answer" });
      await expect(ofEndpoint.getByText(/^\d+(\.\d+)? m?s$/)).toBeVisible();
      expect(await ofEndpoint.locator(".answer-text").innerText()).toBe(
        await ofPage.locator(".answer-text").innerText(),
      );
    }
    // What the server refuses is shown as it says it.
    await cell.getByLabel("Question").fill('{"question": "?"}');
    await send.click();
    await expect(cell.getByText(/The response has no answer in the form of this option/)).toBeVisible();
    await expect(
      cell.getByText(/This page did not answer: MLflow's predict refuses this input/),
    ).toBeVisible();
  } finally {
    await open.stop();
  }
  // Nothing of the token is kept.
  await page.reload();
  await notebook.expectStatus(cell, "done");
  await cell.getByRole("tab", { name: "Test" }).click();
  await expect(cell.getByLabel("Key or token")).toHaveValue("");
});
