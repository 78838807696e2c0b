import { expectNoColorViolations, expectNoViolations } from "./axe.ts";
import type { NotebookPage } from "./notebook-page.ts";
import { expect, test } from "./shared-page.ts";
import { test as onOwnPage } from "./test.ts";

/** Everything that the page can show at once: outputs, a stale cell, a failed one, a text being written. */
async function showEverything(notebook: NotebookPage): Promise<void> {
  await notebook.runAllToTheEnd();
  await notebook.add("Text", 0);
  await notebook.add("Inference", 10);
  const second = notebook.cell("Inference", 1);
  await notebook.setInput(second, "{");
  await notebook.run(second);
  await notebook.expectStatus(second, "failed");
  await notebook.cell("Wrapper").getByLabel("Artifact name").fill("a/b");
}

test("cells are articles, named by their place and type", async ({ notebook, page }) => {
  const cells = page.getByRole("article", { name: /^Cell \d+: / });
  await expect(cells).toHaveCount(await notebook.cells().count());
  await expect(page.getByRole("article", { name: /^Cell \d+: Wrapper$/ })).toHaveCount(1);
  await expect(notebook.cell("Wrapper")).toHaveAccessibleName(/^Cell \d+: Wrapper$/);
});

test("axe finds nothing, before and after running, in both templates, light and dark", async ({
  notebook,
  page,
}) => {
  const look = async (): Promise<void> => {
    await expectNoViolations(page);
    await page.emulateMedia({ colorScheme: "dark" });
    await expectNoColorViolations(page);
    await page.emulateMedia({ colorScheme: "light" });
  };
  await look();
  await showEverything(notebook);
  await look();
  await notebook.openOption(2);
  await notebook.runAllToTheEnd();
  await look();
});

test.describe("on a phone", () => {
  onOwnPage.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  onOwnPage("axe finds nothing, and nothing is wider than the screen", async ({ notebook, page }) => {
    await showEverything(notebook);
    await expectNoViolations(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });

  onOwnPage("a text's first line leaves room for the cell's buttons", async ({ notebook, page }) => {
    await expect(notebook.cells().first().getByRole("heading").first()).toBeVisible();
    const covered = await page.evaluate(() =>
      [...document.querySelectorAll(".cell.markdown")].flatMap((cell) => {
        const tools = cell.querySelector(".cell-tools")?.getBoundingClientRect();
        const line = document.createRange();
        line.selectNodeContents(cell.querySelector(".prose > :first-child") ?? cell);
        const meets = ({ left, right, top, bottom }: DOMRect) =>
          tools !== undefined &&
          right > tools.left &&
          left < tools.right &&
          bottom > tools.top &&
          top < tools.bottom;
        return [...line.getClientRects()].some(meets) ? [cell.textContent] : [];
      }),
    );
    expect(covered).toEqual([]);
  });
});

test.describe("with forced colours and reduced motion", () => {
  onOwnPage.use({ contextOptions: { forcedColors: "active", reducedMotion: "reduce" } });

  onOwnPage("the page works, and nothing keeps moving", async ({ notebook, page }) => {
    await notebook.runAllToTheEnd();
    await expectNoViolations(page);
    // The browser removes all backgrounds, except where a rule keeps one: the chosen file needs its background to be seen.
    const tree = notebook.cell("Artifact").getByRole("treeitem");
    const kept = await tree.evaluateAll((files) =>
      files
        .filter((file) => getComputedStyle(file).forcedColorAdjust === "none")
        .map((file) => file.ariaSelected),
    );
    expect(kept).toEqual(["true"]);
    const moving = await page.evaluate(
      () =>
        document.getAnimations().filter((each) => each.effect?.getComputedTiming().iterations === Infinity)
          .length,
    );
    expect(moving).toBe(0);
  });
});

test("menus, dialogs and their focus", async ({ notebook, page }) => {
  const more = page.getByRole("button", { name: "More" });
  await more.click();
  await expectNoViolations(page, "[role=menu]");
  await page.keyboard.press("Escape");
  await expect(more).toBeFocused();
  await more.click();
  await page.getByRole("menuitem", { name: "Keyboard shortcuts" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectNoViolations(page, "[role=dialog]");
  await page.keyboard.press("Escape");
  await notebook
    .cell("Wrapper")
    .getByRole("button", { name: /^Actions for/ })
    .click();
  await expectNoViolations(page, "[role=menu]");
});

test("a file is chosen by one button, not by a hidden field of another name", async ({ notebook, page }) => {
  await expect(notebook.cell("Model").getByRole("button", { name: "Open zip…" })).toBeVisible();
  await expect(
    page.getByRole("button", { name: /^Model zip|^Model folder|^Notebook file|^MLflow model/ }),
  ).toHaveCount(0);
});

test("the Register cell says how to start a server, until it has the address of one", async ({
  notebook,
}) => {
  const register = notebook.cell("Register");
  await register.getByText("Start a server on this computer").click();
  await expect(register.getByRole("region", { name: "Start a server on this computer" })).toHaveText(
    /mlflow server --serve-artifacts\s*$/,
  );
  await register.getByLabel("MLflow tracking server").fill("http://localhost:5000");
  await expect(register.getByText("Start a server on this computer")).toHaveCount(0);
});

onOwnPage("the theme can be chosen, and stays", async ({ page, notebook }) => {
  await expect(notebook.cells().first()).toBeVisible();
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitemradio", { name: "Dark" }).click();
  const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  expect(await paper()).toBe("rgb(18, 19, 22)");
  await page.reload();
  await expect(notebook.cells().first()).toBeVisible();
  expect(await paper()).toBe("rgb(18, 19, 22)");
});

test("screen readers are told the answer, and the name of a button only once", async ({ notebook, page }) => {
  await notebook.runAllToTheEnd();
  const inference = notebook.cell("Inference");
  await notebook.run(inference);
  await expect(
    page
      .getByRole("status")
      .filter({ hasText: /^Cell \d+: Inference: Done in [^:]+\. The capital of Spain is Madrid\.$/ }),
  ).toBeAttached();
  const collapse = inference.getByRole("button", { name: "Collapse" });
  await collapse.hover();
  await expect(page.getByRole("tooltip")).toContainText("Collapse");
  await expect(collapse).toHaveAccessibleDescription("");
});
