import { availableParallelism } from "node:os";
import { defineConfig } from "@playwright/test";
import { findTestChromium } from "./tools/find-chromium.mjs";

/** Another one where two checkouts of the project are tested side by side. */
const PORT = Number(process.env["E2E_PORT"] ?? 5640);
/** Whether dist is of this source already, as between the projects that tools/test.mjs runs one after the other. */
const isBuilt = process.env["E2E_BUILT"] === "1";
const executablePath = findTestChromium();

/** End-to-end tests in Chromium, against the production build. */
export default defineConfig({
  testDir: "e2e",
  workers: availableParallelism(),
  fullyParallel: true,
  projects: [
    { name: "ui", testIgnore: ["engine/**", "peers/**"], outputDir: "test-results/ui" },
    // What asks models hundreds of times, one after the other: each uses all cores.
    {
      name: "engine",
      testDir: "e2e/engine",
      outputDir: "test-results/engine",
      workers: 1,
      fullyParallel: false,
      timeout: 600_000,
    },
    // The page beside real servers of MLflow and others.
    // One worker, so that all its tests share one server; they wait for Python half of the time, and tools/test.mjs runs them beside `ui`.
    {
      name: "peers",
      testDir: "e2e/peers",
      outputDir: "test-results/peers",
      workers: 1,
      fullyParallel: false,
      timeout: 600_000,
    },
  ],
  // Long enough for a machine that has other things to do: only a test that fails waits for them.
  timeout: 180_000,
  expect: { timeout: 60_000 },
  forbidOnly: true,
  reporter: process.env["CI"] ? [["list"], ["html", { open: "never" }]] : "list",
  use: {
    baseURL: `http://localhost:${PORT}/`,
    // A worker of an earlier page would answer instead of the server; the tests that are about it let it.
    serviceWorkers: "block",
    viewport: { width: 1280, height: 900 },
    // Each frame of an animation is drawn by the processor: a fifth of what running a notebook costs.
    contextOptions: { reducedMotion: "reduce" },
    // A trace costs a third of a test's time; `--trace on` makes one.
    trace: "on-first-retry",
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
        // A page of a test lives for seconds: fewer collections of its young objects, and only what runs very often is compiled
        // for speed, save a tenth of its processor time; of WebAssembly, a fifth of what starting Python takes.
        "--js-flags=--min-semi-space-size=16,--invocation-count-for-maglev=2000,--invocation-count-for-turbofan=20000,--wasm-tiering-budget=50000000",
      ],
    },
  },
  webServer: {
    command: `${isBuilt ? "" : "npx vite build --logLevel warn && "}npx vite preview --port ${PORT} --strictPort`,
    url: `http://localhost:${PORT}/`,
    reuseExistingServer: !process.env["CI"],
    timeout: 180_000,
  },
});
