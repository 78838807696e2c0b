/** Draws public/icon.svg as the pictures that installing asks for: `node tools/make-icons.mjs`. */
import { readFile } from "node:fs/promises";
import { chromium } from "@playwright/test";
import { findChromium } from "./find-chromium.mjs";

const GROUND = "#0b6078";
/** A system may cut a maskable icon down to a circle of 4/5 of its width: what matters stays inside. */
const MASKABLE_SCALE = 0.8;

const svg = await readFile("public/icon.svg", "utf8");
const executablePath = findChromium();
const browser = await chromium.launch({
  ...(executablePath && { executablePath }),
  args: ["--no-sandbox", "--disable-gpu"],
});

try {
  await draw("icon-192", 192, 1, "transparent");
  await draw("icon-512", 512, 1, "transparent");
  await draw("icon-maskable-512", 512, MASKABLE_SCALE, GROUND);
  await draw("apple-touch-icon", 180, MASKABLE_SCALE, GROUND);
} finally {
  await browser.close();
}

/**
 * @param {string} name
 * @param {number} size in pixels
 * @param {number} scale of the drawing in the picture
 * @param {string} ground behind it
 */
async function draw(name, size, scale, ground) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const image = `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`;
  await page.setContent(
    `<body style="margin:0;display:grid;place-items:center;height:100vh;background:${ground}">` +
      `<img src="${image}" style="width:${scale * 100}%;height:${scale * 100}%">`,
  );
  await page.screenshot({ path: `public/${name}.png`, omitBackground: true });
  await page.close();
}
