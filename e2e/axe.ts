import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** @param within a part of the page: a menu or dialog stands outside the page's landmarks, and hides the rest. */
export async function expectNoViolations(page: Page, within = "html"): Promise<void> {
  // What lies half behind the bar at the top is smaller than it is; a person scrolls.
  await page.evaluate(() => scrollTo({ top: 0, behavior: "instant" }));
  const { violations } = await new AxeBuilder({ page })
    .include(within)
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
    .analyze();
  expect(
    violations.map(({ id, help, nodes }) => ({
      id,
      help,
      where: nodes.map((node) => `${node.target.join(" ")}: ${node.failureSummary ?? ""}`),
    })),
  ).toEqual([]);
}
