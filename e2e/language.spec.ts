import { expectNoViolations } from "./axe.ts";
import { expect, test } from "./test.ts";

test.describe("in a German browser", () => {
  test.use({ locale: "de-DE" });

  test("the page speaks German, runs, and says so to screen readers; English is a choice that stays", async ({
    notebook,
    page,
  }) => {
    await expect(page.locator("html")).toHaveAttribute("lang", "de");
    await page.getByRole("button", { name: "Alles ausführen" }).click();
    const inference = page.getByRole("article", { name: /: Inferenz$/ });
    await notebook.expectStatus(inference, "done");
    await expect(inference).toContainText(/Fertig in [\d,]+ (s|ms)/);
    await inference.getByRole("tab", { name: "Tokens" }).click();
    await inference.getByRole("button", { name: "Noch einmal mit Wahrscheinlichkeiten ausführen" }).click();
    await expect(inference.getByRole("list", { name: "Wahrscheinlichkeit jedes Tokens" })).toContainText(
      "90 % und mehr",
    );
    await inference.getByRole("tab", { name: "Diagramme" }).click();
    await inference.getByRole("tab", { name: "Vergleich" }).click();
    await expect(inference.getByRole("alert")).toHaveCount(0);
    const model = page.getByRole("article", { name: /: Modell$/ });
    await expect(model).toContainText(/\d+,\d MB/);

    await page.getByRole("button", { name: "Mehr" }).click();
    await page.getByRole("menuitem", { name: "Status" }).click();
    await expect(page.getByRole("dialog", { name: "Status" })).toContainText(
      /\d Threads auf \d+ Prozessorkernen/,
    );
    await page.keyboard.press("Escape");
    await expectNoViolations(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(1280);
    if (process.env["SHOTS"]) await page.screenshot({ path: `${process.env["SHOTS"]}/german.png` });

    await page.getByRole("button", { name: "Mehr" }).click();
    await page.getByRole("menuitemradio", { name: "English" }).click();
    await expect(page.getByRole("button", { name: "Run all" })).toBeVisible();
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
    await page.reload();
    await expect(page.getByRole("button", { name: "Run all" })).toBeVisible();
  });

  test("what is wrong is said in German, and in English once that is chosen", async ({ notebook, page }) => {
    await expect(notebook.cells().first()).toContainText("Phi-3 als MLflow-Modell ausführen");
    const wrapper = page.getByRole("article", { name: /: Wrapper$/ });
    await wrapper.getByLabel("Name des Artefakts").fill("phi3/mini");
    await expect(wrapper).toContainText(
      "MLflow lehnt / : . % \" ' im Namen eines Modells ab; gefunden wurde „phi3/mini“.",
    );
    await page.getByRole("button", { name: "Alles ausführen" }).click();
    const wrongName = page.getByRole("article").filter({ hasText: "Der Wrapper muss geändert werden" });
    await expect(wrongName.first()).toContainText("gefunden wurde „phi3/mini“");

    await page.getByRole("button", { name: "Mehr" }).click();
    await page.getByRole("menuitemradio", { name: "English" }).click();
    await expect(wrapper).toContainText('MLflow refuses / : . % " \' in a model\'s name; found "phi3/mini".');
    // The template's texts that nobody touched go with the language, and what was written stays.
    await expect(notebook.cells().first()).toContainText("Running Phi-3 as an MLflow model");
    await expect(wrapper.getByLabel("Artifact name")).toHaveValue("phi3/mini");
  });

  test("on a phone the German words fit", async ({ page, notebook }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await expect(notebook.cells().first()).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await expect(page.getByRole("article", { name: "Beitrag 1, Sie" })).toBeVisible();
    // What stays above the cells is one row; on a phone on its side, nothing.
    const header = page.getByRole("banner");
    const bottom = () => header.evaluate((element) => element.getBoundingClientRect().bottom);
    await page.getByRole("article", { name: "Beitrag 1, Sie" }).scrollIntoViewIfNeeded();
    await expect.poll(bottom).toBeLessThan(60);
    expect(await bottom()).toBeGreaterThan(40);
    await page.setViewportSize({ width: 740, height: 360 });
    await page.getByRole("article", { name: "Beitrag 1, Sie" }).scrollIntoViewIfNeeded();
    await expect(header).not.toBeInViewport();
    if (process.env["SHOTS"]) await page.screenshot({ path: `${process.env["SHOTS"]}/german-phone.png` });
  });
});

test("in an English browser German is a choice of the menu", async ({ notebook, page }) => {
  await expect(notebook.cells().first()).toBeVisible();
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitemradio", { name: "Deutsch" }).click();
  await expect(page.getByRole("button", { name: "Alles ausführen" })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
});
