/**
 * The page in Firefox and in WebKitGTK, as far as one can tell that it works: `node tools/browsers/smoke.mjs`, on what is built in
 * dist. A browser that is not installed is left out, and a line says so. `node tools/browsers/smoke.mjs firefox --only samples --times 10`
 * runs some of it.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { argv, exit } from "node:process";
import { parseArgs } from "node:util";
import { PACKAGE_TESTS } from "./package-tests.mjs";
import { LIST, ROOT, serve } from "./server.mjs";
import { firefox, until, webkit } from "./sessions.mjs";

const REPORTS = path.join(ROOT, ".cache/reports");

const ENGINES = [
  { name: "Firefox", packages: "firefox-esr", start: firefox() },
  {
    name: "WebKit, as in Safari",
    packages: "webkit2gtk-driver, xvfb and dbus",
    start: webkit(true),
  },
  {
    name: "WebKit, plain",
    onDemand: true,
    packages: "webkit2gtk-driver, xvfb and dbus",
    start: webkit(false),
  },
];

const CELL = (type) =>
  `[...document.querySelectorAll("article")].find((each) => each.getAttribute("aria-label")?.includes(${JSON.stringify(type)}) || each.innerText.slice(0, 40).includes(${JSON.stringify(type)}))`;

/** The page, by what a person sees of it. */
class Page {
  constructor(session) {
    this.session = session;
  }

  async open(url) {
    await this.session.goto(url);
    await until(
      () => this.session.run(`return document.querySelectorAll("article").length > 0`),
      "The notebook does not show.",
    );
  }

  press(name) {
    return this.session.run(
      `const button = [...document.querySelectorAll("button")].find((each) => (each.getAttribute("aria-label") ?? each.innerText).trim() === ${JSON.stringify(name)}); button.click(); return true;`,
    );
  }

  status(type) {
    return this.session.run(`return ${CELL(type)}?.dataset.status ?? null`);
  }

  text(type) {
    return this.session.run(`return ${CELL(type)}?.innerText ?? ""`);
  }

  /** Puts the wrapper on the option, and waits until the input went with it: what was answered is stale then. */
  async choose(option) {
    await until(
      () => this.session.run(`return document.querySelector("label.segment") !== null`),
      "The wrapper's form does not show.",
    );
    await this.session.run(
      `[...document.querySelectorAll("label.segment")].find((each) => each.innerText.includes(${JSON.stringify(option)})).click(); return true;`,
    );
    await until(
      () =>
        this.session.run(
          `return document.querySelector("label.segment input:checked")?.parentElement.innerText.includes(${JSON.stringify(option)})`,
        ),
      `${option} is not chosen.`,
    );
    await until(async () => (await this.status("Inference")) === "stale", "The answer still holds.");
  }

  /** Opens a notebook of code cells in place of what is open. */
  async openCells(sources) {
    const cells = sources.map((source, at) => ({
      cell_type: "code",
      execution_count: null,
      id: `c${at}`,
      metadata: {},
      outputs: [],
      source,
    }));
    const text = JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 });
    await this.session.run(
      `const input = document.querySelector('input[type="file"][aria-label="Notebook file"]');
      const files = new DataTransfer();
      files.items.add(new File([${JSON.stringify(text)}], "cells.ipynb", { type: "application/json" }));
      input.files = files.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
      return true;`,
    );
    await until(
      () => this.session.run(`return document.querySelectorAll("article.code").length === ${sources.length}`),
      "The code cells do not show.",
    );
  }

  /** Chooses from the menu of notebooks. */
  async document(name) {
    await this.session.run(
      `[...document.querySelectorAll('[aria-haspopup="menu"]')].find((each) => (each.getAttribute("aria-label") ?? each.innerText).startsWith("Notebooks:")).dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true })); return true;`,
    );
    await until(
      () =>
        this.session.run(
          `const item = [...document.querySelectorAll('[role="menuitem"]')].find((each) => each.innerText.trim() === ${JSON.stringify(name)}); item?.click(); return item !== undefined;`,
        ),
      `The menu has no "${name}".`,
    );
  }

  runCell(at) {
    return this.pressIn(at, "Run ");
  }

  /** @param begins how the button's name begins. */
  pressIn(at, begins) {
    return this.session.run(
      `[...document.querySelectorAll("article")[${at}].querySelectorAll("button")].find((each) => (each.getAttribute("aria-label") ?? each.innerText).startsWith(${JSON.stringify(begins)})).click(); return true;`,
    );
  }

  cell(at) {
    return this.session.run(`return document.querySelectorAll("article")[${at}].innerText`);
  }

  cellStatus(at) {
    return this.session.run(`return document.querySelectorAll("article")[${at}].dataset.status`);
  }

  async untilEnded(name) {
    await until(
      async () => ["done", "failed"].includes(await this.status(name)),
      `${name} does not end.`,
      60_000,
    ).catch(async (error) => {
      const trace = await this.session.run(`return (globalThis.workerTrace ?? []).join("\\n")`);
      throw new Error(`${error.message} ${(await this.text(name)).slice(0, 600)}\n${trace}`);
    });
  }

  /** @param expected a word of the demo model's answer to the template's question. */
  async answer(expected) {
    const name = "Inference";
    await this.press("Run all");
    await this.untilEnded(name);
    await until(
      async () => (await this.text(name)).includes(expected),
      `The answer has no "${expected}".`,
      10_000,
    ).catch(async (error) => {
      throw new Error(`${error.message} ${(await this.text(name)).slice(0, 300)}`);
    });
  }

  /** Presses the artifact's Download; the file is then `handed` of the page's window. */
  async download() {
    await this.session.run(
      `HTMLAnchorElement.prototype.click = function () { fetch(this.href).then((r) => r.blob()).then((b) => { globalThis.handed = new File([b], this.download); }); }; delete globalThis.showSaveFilePicker; return true;`,
    );
    await this.session.run(
      `${CELL("Artifact")}.querySelectorAll("button").forEach((each) => { if (/^Download/.test(each.innerText.trim())) each.click(); }); return true;`,
    );
    await until(
      () =>
        this.session.run(
          `return (globalThis.handed?.size ?? 0) > 1e6 && /\\.zip$/.test(globalThis.handed.name)`,
        ),
      "Nothing was handed over.",
    );
  }
}

/** Each begins in the browser as the one before left it. */
/** @type {[string, (context: any) => Promise<any>][]} */
const TESTS = [
  [
    "option 1 answers",
    async ({ page, isolated }) => {
      await page.open(isolated.url);
      await page.answer("Madrid");
    },
  ],
  [
    "an answer is there after a reload",
    async ({ page, isolated }) => {
      await until(
        () => page.session.run(`return document.body.innerText.includes("Saved in this browser")`),
        "It is not saved.",
      );
      await page.open(isolated.url);
      await until(async () => (await page.text("Inference")).includes("Madrid"), "The answer is gone.");
    },
  ],
  [
    "option 2 answers",
    async ({ page }) => {
      await page.choose("Option 2");
      await page.answer("Madrid");
    },
  ],
  [
    "the artifact is handed to the browser whole",
    async ({ page }) => {
      await page.download();
    },
  ],
  [
    "Escape leaves the code editor",
    async ({ page }) => {
      await page.session.run(`${CELL("Wrapper")}.scrollIntoView(); return true;`);
      await until(
        () => page.session.run(`return document.querySelector(".monaco-editor .view-line") !== null`),
        "Monaco does not come.",
      );
      await page.session.run(
        `document.querySelector(".monaco-editor textarea, .monaco-editor .native-edit-context").focus(); return true;`,
      );
      await until(
        () => page.session.run(`return document.activeElement.closest(".monaco-editor") !== null`),
        "Monaco has no focus.",
      );
      await page.session.press("Escape");
      await until(
        () => page.session.run(`return document.activeElement.matches("article")`),
        "Escape does not lead to the cell.",
        10_000,
      );
    },
  ],
  [
    "Stop ends an answer within a second",
    async ({ page }) => {
      // In the page itself: an answer of the demo model can be done before it is asked after from here.
      await page.session.run(
        `const look = () => {
          const { status } = ${CELL("Inference")}.dataset;
          if (status === "running" && globalThis.stoppedAt === undefined) {
            globalThis.stoppedAt = performance.now();
            [...document.querySelectorAll("button")].find((each) => each.innerText.trim() === "Stop").click();
          } else if (status !== "running" && globalThis.stoppedAt !== undefined) {
            globalThis.stopMs ??= performance.now() - globalThis.stoppedAt;
          }
        };
        new MutationObserver(look).observe(document.body, { subtree: true, attributeFilter: ["data-status"] });
        return true;`,
      );
      await page.press("Run all");
      await until(
        () => page.session.run(`return globalThis.stopMs !== undefined`),
        "It does not stop.",
        30_000,
      );
    },
  ],
  [
    "offline the page opens and answers",
    async ({ page, isolated }) => {
      if (!(await page.session.run(`return "serviceWorker" in navigator`))) return "no service worker here";
      await until(
        () => page.session.run(`return navigator.serviceWorker.controller !== null`),
        "The service worker does not take over.",
      );
      // The rest is cached once the page is at rest.
      await until(
        () =>
          page.session.run(
            `caches.keys().then(async (all) => { let n = 0; for (const key of all) n += (await (await caches.open(key)).keys()).length; globalThis.cachedCount = n; }); return (globalThis.cachedCount ?? 0) > 80`,
          ),
        "The rest is not cached.",
      );
      await new Promise((resolve) => {
        isolated.server.closeAllConnections();
        isolated.server.close(resolve);
      });
      await page.open(isolated.url);
      await page.choose("Option 1");
      await page.answer("Madrid");
    },
  ],
  [
    "on a host that does not isolate it answers, on one thread",
    async ({ page, plain }) => {
      await page.open(plain.url);
      await page.answer("Madrid");
    },
  ],
  [
    "code cells run Python, which asks the page and its engine, and Stop ends a loop",
    async ({ page }) => {
      const isolated = await serve(true);
      try {
        await page.open(isolated.url);
        await page.openCells([ASKS_ENGINE, "kept = 41\nprint('be' + 'gun')\nwhile True: pass", "kept + 1"]);
        const said = await askedEngine(page);
        // A loop cannot be interrupted there.
        if (said !== "") return said;
        await page.runCell(1);
        await until(async () => (await page.cell(1)).includes("begun"), "The loop does not run.");
        await page.pressIn(1, "Stop ");
        await until(
          async () => (await page.cell(1)).includes("KeyboardInterrupt"),
          "The loop is not interrupted.",
        );
        await page.runCell(2);
        await until(async () => (await page.cell(2)).includes("42"), "The variables are gone.");
      } finally {
        isolated.server.closeAllConnections();
        isolated.server.close();
      }
    },
  ],
  [
    "on a host that does not isolate Python answers too, or says what it takes",
    async ({ page, plain }) => {
      await page.open(plain.url);
      await page.openCells([ASKS_ENGINE]);
      return askedEngine(page);
    },
  ],
  ...PACKAGE_TESTS,
  [
    "German is spoken",
    async ({ page, plain }) => {
      // Each host has a storage of its own.
      await page.open(plain.url);
      await page.session.run(`localStorage.setItem("phi3-mlflow-notebook-language", "de"); return true;`);
      await page.open(plain.url);
      await until(
        () =>
          page.session.run(
            `return document.documentElement.lang === "de" && document.body.innerText.includes("Alles ausführen")`,
          ),
        "It speaks no German.",
        20_000,
      );
    },
  ],
  // Before the zip's: after that, WebKitGTK's IndexedDB does not answer another origin for a while.
  [
    "a downloaded model is kept over a reload, and answers then",
    async ({ page, other }) => {
      await page.open(`${other.url}?kept#bundle=${encodeURIComponent(other.url + LIST.slice(1))}`);
      await pressInDialog(page, "Ask localhost");
      await pressInDialog(page, "Download");
      const select = `${CELL("Model")}?.querySelector("select")`;
      const chosen = `return ${select}?.selectedOptions[0]?.text ?? ""`;
      await until(
        () =>
          page.session.run(
            `const own = [...(${select}?.options ?? [])].find((each) => each.text === "Own"); if (!own) return false; if (!own.selected) { own.selected = true; ${select}.dispatchEvent(new Event("change", { bubbles: true })); } return true;`,
          ),
        "It is not downloaded.",
      ).catch(async (error) => {
        throw new Error(`${error.message} ${(await page.text("Model")).slice(0, 500)}`);
      });
      await until(
        () => page.session.run(`return document.body.innerText.includes("Saved in this browser")`),
        "It is not saved.",
      );
      await page.open(other.url);
      await page.answer("Madrid");
      if ((await page.session.run(chosen)) !== "Own") throw new Error("Another model answers.");
    },
  ],
  [
    "a model of a zip answers, and is there after a reload",
    async ({ page, other }) => {
      await page.open(other.url);
      await page.answer("Madrid");
      await page.download();
      await page.session.run(
        `const input = document.querySelector('input[type="file"][aria-label="MLflow model zip"]');
        const files = new DataTransfer();
        files.items.add(globalThis.handed);
        input.files = files.files;
        input.dispatchEvent(new Event("change", { bubbles: true }));
        return true;`,
      );
      const isOpen = `document.body.innerText.includes("is open in a new notebook")`;
      await until(() => page.session.run(`return ${isOpen}`), "It does not open.");
      await page.answer("Madrid");
      await until(
        () => page.session.run(`return document.body.innerText.includes("Saved in this browser")`),
        "It is not saved.",
      );
      await page.open(other.url);
      await page.answer("Madrid");
    },
  ],
];

/** A cell whose Python waits for an answer of the engine. */
const ASKS_ENGINE =
  "import onnxruntime_genai as og\nog.Tokenizer(og.Model('any')).encode('Hi').tolist() != []";

/**
 * Runs the first cell, which has ASKS_ENGINE.
 * @returns "" once it has the answer. A browser without a way to wait has the page's word instead, and what is returned says so.
 */
async function askedEngine(page) {
  await page.runCell(0);
  const canWait = await page.session.run(
    `return "Suspending" in WebAssembly || typeof SharedArrayBuffer !== "undefined";`,
  );
  const ends = canWait ? /True/ : /True|Python cannot ask the page in this browser/;
  await until(async () => ends.test(await page.cell(0)), "No answer of the engine.", 120_000).catch(
    async (error) => {
      throw new Error(`${error.message} ${(await page.cell(0)).slice(0, 400)}`);
    },
  );
  return (await page.cell(0)).includes("True") ? "" : "it says what it takes";
}

/** What a press of a button of a dialog leads to. @param begins how the button's name begins. */
async function pressInDialog(page, begins) {
  await until(
    () =>
      page.session.run(
        `const button = [...document.querySelectorAll('[role="dialog"] button')].find((each) => each.innerText.trim().startsWith(${JSON.stringify(begins)})); if (!button || button.disabled) return false; button.click(); return true;`,
      ),
    `The dialog has no button "${begins}".`,
    20_000,
  ).catch(async (error) => {
    throw new Error(
      `${error.message} ${await page.session.run(`return document.querySelector('[role="dialog"]')?.innerText ?? ""`)}`,
    );
  });
}

/** A busy shared machine may be slow once: a test is tried again, and is "flaky" if it passes then. */
async function outcomeOf(name, test) {
  for (const outcome of ["passed", "flaky"]) {
    const startedMs = Date.now();
    try {
      const left = await test();
      console.log(`  ✓ ${name}${left ? ` (${left})` : ""} (${Date.now() - startedMs} ms)`);
      return outcome;
    } catch (error) {
      console.log(`  ✗ ${name}: ${error.message} (${Date.now() - startedMs} ms)`);
    }
  }
  return "failed";
}

async function smoke({ name, start }) {
  const tests = [];
  const isolated = await serve(true);
  const plain = await serve(false);
  const other = await serve(true);
  let session = null;
  try {
    session = await start();
    const page = new Page(session);
    for (const [what, test] of chosen) {
      const startedMs = Date.now();
      const outcome = await outcomeOf(`${name}: ${what}`, () => test({ page, isolated, plain, other }));
      tests.push({ name: `${name}: ${what}`, outcome, seconds: (Date.now() - startedMs) / 1000 });
    }
    await session.shot(path.join(REPORTS, `${name.replaceAll(/\W+/g, "-").toLowerCase()}.png`));
  } catch (error) {
    tests.push({ name, outcome: "failed", seconds: 0 });
    console.log(`  ✗ ${name}: ${error.message}`);
  } finally {
    await session?.close();
    for (const { server } of [isolated, plain, other]) {
      server.closeAllConnections();
      server.close();
    }
  }
  return tests;
}

mkdirSync(REPORTS, { recursive: true });
const { values, positionals } = parseArgs({
  args: argv.slice(2),
  allowPositionals: true,
  options: { only: { type: "string", default: "" }, times: { type: "string", default: "1" } },
});
const wanted = positionals.join(" ").toLowerCase() || "default";
const once = TESTS.filter(([what]) => what.includes(values.only));
const chosen = Array.from({ length: Number(values.times) }, () => once).flat();
const tests = [];
for (const engine of ENGINES) {
  if (wanted === "default" ? engine.onDemand : !engine.name.toLowerCase().includes(wanted)) continue;
  if (engine.start === null) {
    console.log(`  – ${engine.name} is not installed, and not tested: it needs ${engine.packages}.`);
    continue;
  }
  tests.push(...(await smoke(engine)));
}
writeFileSync(path.join(REPORTS, "browsers.json"), JSON.stringify(tests));
exit(tests.some(({ outcome }) => outcome === "failed") ? 1 : 0);
