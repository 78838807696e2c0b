/**
 * Takes the README's pictures of the built page: `npx vite build && node tools/take-screenshots.mjs`.
 * They are written to docs/screenshot-*.png.
 */
import { chromium } from "@playwright/test";
import { preview } from "vite";
import { findChromium } from "./find-chromium.mjs";

const PORT = 5659;
const WIDE = { viewport: { width: 1440, height: 1000 } };
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };

const server = await preview({ logLevel: "error", preview: { port: PORT, strictPort: true } });
const executablePath = findChromium();
const browser = await chromium.launch({
  ...(executablePath && { executablePath }),
  args: ["--no-sandbox", "--disable-gpu"],
});

try {
  await take("wide", { ...WIDE, colorScheme: "light" }, 1, "Wrapper");
  await take("dark", { ...WIDE, colorScheme: "dark" }, 2, "Wrapper");
  await take("answer", { viewport: { width: 1440, height: 760 }, colorScheme: "light" }, 2, "Inference");
  await take("artifact", { ...WIDE, colorScheme: "light" }, 2, "Artifact");
  await take("phone", { ...PHONE, colorScheme: "light" }, 1, "Inference");
} finally {
  await browser.close();
  await server.close();
}

/**
 * @param {string} name
 * @param {import("@playwright/test").BrowserContextOptions} options
 * @param {1 | 2} option
 * @param {string} type of the cell that stands at the top of the picture
 */
async function take(name, options, option, type) {
  const page = await (await browser.newContext(options)).newPage();
  await page.goto(`http://localhost:${PORT}/`);
  await page.getByRole("button", { name: /^Notebooks:/ }).click();
  await page.getByRole("menuitemradio", { name: `Option ${option}` }).click();
  await page.getByRole("button", { name: "Run all" }).click();
  await page.locator('article[aria-label$="Inference"][data-status="done"]').waitFor();
  const header = await page.getByRole("banner").boundingBox();
  await page
    .getByRole("article", { name: new RegExp(`: ${type}$`) })
    .evaluate(
      (cell, above) => scrollTo(0, cell.getBoundingClientRect().top + scrollY - above),
      (header?.height ?? 0) + 16,
    );
  // The editor's colours, and whatever else comes a moment later.
  await page.waitForTimeout(800);
  await page.screenshot({ path: `docs/screenshot-${name}.png` });
  await page.context().close();
}
