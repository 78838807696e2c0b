import { type Browser, chromium } from "@playwright/test";
import { type ChildProcess, spawn } from "node:child_process";
import { findTestChromium } from "../tools/find-chromium.mjs";
import { saveData } from "./data-saver.ts";
import { NotebookPage } from "./notebook-page.ts";

/** A Chromium of its own with a profile that outlives it, to be killed as a crash does: at once, whatever it is doing. */
export class KillableBrowser {
  readonly #process: ChildProcess;
  readonly #browser: Browser;

  private constructor(process: ChildProcess, browser: Browser) {
    this.#process = process;
    this.#browser = browser;
  }

  /** @param profile folder of the profile; another browser may have left it. */
  static async start(profile: string): Promise<KillableBrowser> {
    const chromiumPath = findTestChromium() ?? chromium.executablePath();
    const child = spawn(
      chromiumPath,
      [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--remote-debugging-port=0",
        `--user-data-dir=${profile}`,
        "about:blank",
      ],
      // A process group of its own, which is killed as one.
      { stdio: ["ignore", "ignore", "pipe"], detached: true },
    );
    const address = await new Promise<string>((resolve, reject) => {
      let told = "";
      child.stderr.on("data", (text: Buffer) => {
        told += text.toString();
        const found = /DevTools listening on (ws:\S+)/.exec(told)?.[1];
        if (found !== undefined) resolve(found);
      });
      child.on("exit", () => reject(new Error(`Chromium did not start: ${told}`)));
    });
    return new KillableBrowser(child, await chromium.connectOverCDP(address));
  }

  /** For what Playwright's own browsers are asked for. */
  get browser(): Browser {
    return this.#browser;
  }

  async openNotebook(address = "/"): Promise<NotebookPage> {
    const context = this.#browser.contexts()[0];
    if (context === undefined) throw new Error("Chromium has no window.");
    await saveData(context);
    const notebook = new NotebookPage(await context.newPage());
    await notebook.open(address);
    return notebook;
  }

  /** Resolves when it is gone. */
  async kill(): Promise<void> {
    const gone = new Promise((resolve) => {
      this.#browser.once("disconnected", resolve);
    });
    if (this.#process.pid !== undefined) process.kill(-this.#process.pid, "SIGKILL");
    await gone;
  }
}
