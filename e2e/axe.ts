import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, type Page } from "@playwright/test";
import type Axe from "axe-core";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const EVERYTHING: Axe.RunOnly = {
  type: "tag",
  values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
};
const COLORS: Axe.RunOnly = { type: "rule", values: ["color-contrast", "link-in-text-block"] };

/** @param within a part of the page: a menu or dialog stands outside the page's landmarks, and hides the rest. */
export async function expectNoViolations(page: Page, within = "html"): Promise<void> {
  await expectNone(page, within, EVERYTHING);
}

/** Of another theme, where the rest is as it was found to be. */
export async function expectNoColorViolations(page: Page, within = "html"): Promise<void> {
  // The code editor takes the new theme a moment later.
  await expect(() => expectNone(page, within, COLORS)).toPass({ timeout: 60_000 });
}

/**
 * In light, in dark, and on a phone.
 * @param onPhone what else is checked there; the window has its own size again afterwards.
 */
export async function expectNoViolationsInAnySetting(
  page: Page,
  within = "html",
  onPhone: () => Promise<void> = async () => {},
): Promise<void> {
  const size = page.viewportSize() ?? { width: 1280, height: 900 };
  await expectNoViolations(page, within);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectNoColorViolations(page, within);
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoViolations(page, within);
  await onPhone();
  await page.setViewportSize(size);
}

async function expectNone(page: Page, within: string, runOnly: Axe.RunOnly): Promise<void> {
  // What lies half behind the bar at the top is smaller than it is; a person scrolls.
  await page.evaluate(() => scrollTo({ top: 0, behavior: "instant" }));
  if ((await page.evaluate("typeof axe")) === "undefined") await page.evaluate(`${AXE}; undefined`);
  const violations = await page.evaluate(
    async ([selector, rules]) => {
      // A theme that was just chosen fades in.
      await new Promise((resolve) => {
        requestAnimationFrame(resolve);
      });
      for (const animation of document.getAnimations()) {
        if (animation.effect?.getComputedTiming().endTime !== Infinity) animation.finish();
      }
      const { axe } = globalThis as unknown as { axe: typeof Axe };
      // It then leaves out what it would tell of what passed.
      const options: Axe.RunOptions = { runOnly: rules, resultTypes: ["violations"] };
      // Finding a selector for every element takes a fifth of the time, so do it only where something is wrong.
      const isClean = (await axe.run(selector, { ...options, selectors: false })).violations.length === 0;
      const found = isClean ? [] : (await axe.run(selector, options)).violations;
      return found.map(({ id, help, nodes }) => ({
        id,
        help,
        where: nodes.map(({ target, failureSummary }) => `${target.join(" ")}: ${failureSummary ?? ""}`),
      }));
    },
    [within, runOnly] as const,
  );
  expect(violations).toEqual([]);
}
