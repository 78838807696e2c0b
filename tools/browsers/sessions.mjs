/** A tab of a browser that Playwright does not drive as installed: what a smoke test needs of it, and no more. */
import { spawn } from "node:child_process";
import { accessSync, constants, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { env } from "node:process";
import puppeteer from "puppeteer-core";

/**
 * @typedef {object} Session
 * @property {(url: string) => Promise<void>} goto
 * @property {(body: string) => Promise<any>} run a function's body in the page; what it returns has to be JSON
 * @property {(body: string) => Promise<any>} runInFrame `run` in the page's first frame
 * @property {(key: "Escape") => Promise<void>} press
 * @property {(file: string) => Promise<void>} shot
 * @property {() => Promise<void>} close
 */

/** @returns {string | undefined} */
function find(name) {
  return (env["PATH"] ?? "")
    .split(path.delimiter)
    .filter((folder) => folder !== "")
    .map((folder) => path.join(folder, name))
    .find((file) => isExecutable(file));
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The first frame of a page. @throws where there is none yet. */
function frameOf(page) {
  const frame = page.frames().find((each) => each.parentFrame() !== null);
  if (frame === undefined) throw new Error("The page has no frame.");
  return frame;
}

const MOST_TRACED = 40;

/** In the page: keeps the last messages from and to its workers, as `workerTrace`, to tell where one that does not end has come to. */
function traceWorkers(most) {
  const lines = [];
  globalThis.workerTrace = lines;
  const note = (...parts) => {
    lines.push(`${Math.round(performance.now())} ms ${parts.join(" ")}`);
    if (lines.length > most) lines.shift();
  };
  const brief = ({ kind, id, name, args, error }) =>
    JSON.stringify({ kind, id, name, ...(kind === "event" && { args }), error }).slice(0, 160);
  let count = 0;
  globalThis.Worker = class extends Worker {
    #name;
    constructor(url, options) {
      super(url, options);
      count += 1;
      this.#name = `${options?.name ?? ""}-${count}`;
      note(this.#name, "starts");
      this.addEventListener("message", ({ data }) => note(this.#name, "says", brief(Object(data))));
      this.addEventListener("error", ({ message }) => note(this.#name, "fails:", message));
    }
    postMessage(message, options) {
      note(this.#name, "is told", brief(Object(message)));
      super.postMessage(message, options);
    }
    terminate() {
      note(this.#name, "is ended");
      super.terminate();
    }
  };
}

/** Firefox, by WebDriver BiDi. @returns {null | (() => Promise<Session>)} null where it is not installed. */
export function firefox() {
  const executablePath = find("firefox-esr") ?? find("firefox");
  if (executablePath === undefined) return null;
  return async () => {
    const browser = await puppeteer.launch({ browser: "firefox", executablePath, headless: true });
    const page = await browser.newPage();
    await page.setViewport({ width: 1280, height: 900 });
    await page.evaluateOnNewDocument(traceWorkers, MOST_TRACED);
    return {
      goto: async (url) => void (await page.goto(url)),
      run: (body) => page.evaluate(`(() => { ${body} })()`),
      runInFrame: (body) => frameOf(page).evaluate(`(() => { ${body} })()`),
      press: (key) => page.keyboard.press(key),
      shot: async (file) => void (await page.screenshot({ path: file })),
      close: () => browser.close(),
    };
  };
}

const ESCAPE = "\uE00C";
const SAFARI_LIKE = "--features=+StorageAPI,+StorageAPIEstimate,+FileSystem,+FileSystemWritableStream";

/**
 * WebKitGTK, by plain WebDriver.
 * @param {boolean} isSafariLike with the features that Safari has; else as WebViews have it that are locked down.
 * @returns {null | (() => Promise<Session>)} null where it is not installed.
 */
export function webkit(isSafariLike) {
  const needed = ["WebKitWebDriver", "xvfb-run", "dbus-run-session"].map(find);
  const binary = miniBrowser();
  if (needed.includes(undefined) || binary === undefined) return null;
  return async () => {
    const port = await freePort();
    const home = mkdtempSync(path.join(tmpdir(), "webkit-"));
    const driver = spawn("xvfb-run", ["-a", "dbus-run-session", "--", "WebKitWebDriver", `--port=${port}`], {
      stdio: "ignore",
      detached: true,
      env: {
        ...env,
        HOME: home,
        XDG_DATA_HOME: path.join(home, "data"),
        XDG_CACHE_HOME: path.join(home, "cache"),
        ...(isSafariLike && { JSC_useSharedArrayBuffer: "1" }),
      },
    });
    const ask = async (method, route, body) => {
      const response = await fetch(`http://127.0.0.1:${port}${route}`, {
        method,
        ...(body && { body: JSON.stringify(body) }),
      });
      const { value } = await response.json();
      if (!response.ok) throw new Error(value?.message ?? `WebDriver answered ${response.status}`);
      return value;
    };
    const end = () => {
      try {
        // The display, the bus and the browser are its children.
        process.kill(-Number(driver.pid), "SIGTERM");
      } catch {
        // It has ended by itself.
      }
      try {
        rmSync(home, { recursive: true, force: true, maxRetries: 5 });
      } catch {
        // Something of the desktop still holds a folder there; it lies among the system's temporary files.
      }
    };
    try {
      await until(
        () =>
          ask("GET", "/status").then(
            () => true,
            () => false,
          ),
        "WebKitWebDriver does not start",
        30_000,
      );
      const args = ["--automation", ...(isSafariLike ? [SAFARI_LIKE] : [])];
      const { sessionId } = await ask("POST", "/session", {
        capabilities: { alwaysMatch: { "webkitgtk:browserOptions": { binary, args } } },
      });
      const at = `/session/${sessionId}`;
      await ask("POST", `${at}/window/rect`, { width: 1280, height: 900 });
      const perform = (actions) => ask("POST", `${at}/actions`, { actions });
      return {
        goto: (url) => ask("POST", `${at}/url`, { url }),
        run: (script) => ask("POST", `${at}/execute/sync`, { script, args: [] }),
        runInFrame: async (script) => {
          await ask("POST", `${at}/frame`, { id: 0 });
          try {
            return await ask("POST", `${at}/execute/sync`, { script, args: [] });
          } finally {
            await ask("POST", `${at}/frame`, { id: null });
          }
        },
        press: async () =>
          perform([
            {
              type: "key",
              id: "keys",
              actions: ["keyDown", "keyUp"].map((type) => ({ type, value: ESCAPE })),
            },
          ]),
        shot: async (file) =>
          writeFileSync(file, Buffer.from(await ask("GET", `${at}/screenshot`), "base64")),
        close: async () => {
          await ask("DELETE", at).catch(() => undefined);
          end();
        },
      };
    } catch (error) {
      end();
      throw error;
    }
  };
}

function miniBrowser() {
  for (const folder of ["/usr/lib", "/usr/libexec"]) {
    for (const inner of list(folder)) {
      for (const version of ["webkit2gtk-4.1", "webkitgtk-6.0", "webkit2gtk-4.0"]) {
        for (const file of [
          path.join(folder, inner, version, "MiniBrowser"),
          path.join(folder, version, "MiniBrowser"),
        ]) {
          if (isExecutable(file)) return file;
        }
      }
    }
  }
  return undefined;
}

function list(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** @throws where it does not come true in time. */
export async function until(isSo, what, limitMs = 60_000) {
  for (const endMs = Date.now() + limitMs; Date.now() < endMs;) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(what);
}
