import { expect, test } from "./shared-page.ts";

test("the zip is written straight to a file that the person chooses, byte for byte what the download gives", async ({
  page,
  notebook,
}) => {
  // A file of the page's own storage stands for the one that the browser's dialog would give.
  await page.evaluate(() => {
    Object.assign(window, {
      showSaveFilePicker: async ({ suggestedName }: { suggestedName: string }) =>
        (await navigator.storage.getDirectory()).getFileHandle(suggestedName, { create: true }),
    });
  });
  await notebook.openOption(2);
  const cell = notebook.cell("Artifact");
  await notebook.run(cell);
  await notebook.expectStatus(cell, "done");
  const { bytes, name } = await notebook.download(cell);
  await cell.getByRole("button", { name: "Save zip as…" }).click();
  await expect(page.getByText(`Saved ${name}.`)).toBeVisible();
  const written = await page.evaluate(async (file) => {
    const folder = await navigator.storage.getDirectory();
    const blob = await (await folder.getFileHandle(file)).getFile();
    const digest = await crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
    return {
      size: blob.size,
      sha256: [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join(""),
    };
  }, name);
  const sha256 = (await import("node:crypto")).createHash("sha256").update(bytes).digest("hex");
  expect(written).toEqual({ size: bytes.length, sha256 });
});
