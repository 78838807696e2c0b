import { defineConfig } from "@playwright/test";
import { findChromium } from "./tools/find-chromium.mjs";

/** Another one where two checkouts of the project are tested side by side. */
const PORT = Number(process.env["E2E_PORT"] ?? 5640);
const executablePath = findChromium();

/** End-to-end tests in Chromium, against the production build. */
export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  // One model at a time: timings of two that share the cores would say nothing.
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  // A busy shared machine may be slow once; tools/test.mjs tells of each test that needed it.
  retries: process.env["CI"] ? 1 : 0,
  reporter: process.env["CI"] ? [["list"], ["html", { open: "never" }]] : "list",
  use: {
    baseURL: `http://localhost:${PORT}/`,
    // A worker of an earlier page would answer instead of the server; the tests that are about it let it.
    serviceWorkers: "block",
    viewport: { width: 1280, height: 900 },
    trace: "retain-on-failure",
    launchOptions: {
      ...(executablePath !== undefined && { executablePath }),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  webServer: {
    command: `npx vite build --logLevel warn && npx vite preview --port ${PORT} --strictPort`,
    url: `http://localhost:${PORT}/`,
    reuseExistingServer: !process.env["CI"],
    timeout: 180_000,
  },
});
