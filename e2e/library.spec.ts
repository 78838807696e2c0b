/** The package's samples in a browser, from plain file servers. */
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import { build, createServer as createViteServer } from "vite";
import webpack from "webpack";
import { ensureLibrary } from "../tools/library/ensure.mjs";
import { writeDemoZip } from "#workers/library/testing/demo-zip.ts";
import { expectNoViolations } from "./axe.ts";
import { HubServer, REPOSITORY } from "./hub-server.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const DEMO = path.join(root, "public/models/phi3-demo");
const SAMPLES = path.join(root, "packages/phi3-mlflow/samples");
const DIST = path.join(root, "packages/phi3-mlflow/dist");

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
  ".json": "application/json",
};
const ISOLATION = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

/** @param folders by the first part of an address; "" for the rest. */
async function serve(
  folders: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
  /** A page at the root. */
  html?: string,
) {
  const server: Server = createServer((request, response) => {
    void (async () => {
      const { pathname } = new URL(request.url ?? "/", "http://localhost");
      if (pathname === "/" && html !== undefined)
        return response.writeHead(200, { "Content-Type": "text/html", ...headers }).end(html);
      const [, first = "", ...rest] = decodeURIComponent(pathname).split("/");
      const inside = Object.hasOwn(folders, first)
        ? [folders[first], ...rest]
        : [folders[""], first, ...rest];
      const found = path.join(...(inside as string[]));
      const file = pathname.endsWith("/") ? path.join(found, "index.html") : found;
      if (!(await stat(file).catch(() => null))?.isFile()) return response.writeHead(404).end();
      const bytes = await readFile(file);
      const type = TYPES[path.extname(file)] ?? "application/octet-stream";
      response.writeHead(200, {
        "Content-Type": type,
        "Cross-Origin-Resource-Policy": "cross-origin",
        ...headers,
      });
      return response.end(bytes);
    })();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => server.close(),
  };
}

test.beforeAll(async () => {
  test.setTimeout(300_000);
  await ensureLibrary();
});

for (const [host, headers, machine] of [
  ["an isolated host", ISOLATION, /^int4 kernel \(WebAssembly, CPU\), \d threads\. $/],
  ["any host", {}, /, 1 thread\. The server does not send the Cross-Origin-Opener-Policy/],
] as const) {
  test(`plain HTML on ${host} asks nothing before the first question, and answers`, async ({ page }) => {
    const server = await serve(
      { "": path.join(SAMPLES, "plain-html"), "phi3-mlflow": DIST, model: DEMO },
      headers,
    );
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await page.goto(`${server.origin}/`);
    expect(asked.filter((name) => /model\/|\.wasm|-worker/.test(name))).toEqual([]);
    await page.getByRole("button", { name: "Ask" }).click();
    await expect(page.getByRole("status")).toHaveText("The capital of Spain is Madrid.");
    await expect(page.locator("#machine")).toHaveText(machine);
    expect(asked.filter((name) => /full-worker|mlflow-worker|ort-/.test(name))).toEqual([]);
    server.close();
  });
}

test("Vite finds the package's files and builds a React app with them", async ({ page }) => {
  const outDir = await mkdtemp(path.join(tmpdir(), "phi3-vite-"));
  const sample = path.join(SAMPLES, "vite-react");
  await build({
    root: sample,
    configFile: path.join(sample, "vite.config.js"),
    logLevel: "error",
    build: { outDir, emptyOutDir: true },
  });
  const server = await serve({ "": outDir, model: DEMO }, ISOLATION);
  await page.goto(`${server.origin}/`);
  await page.getByRole("button", { name: "Ask" }).click();
  await expect(page.getByRole("listitem")).toHaveText([
    "user: What is the capital of Spain?",
    "assistant: The capital of Spain is Madrid.",
  ]);
  server.close();
  await rm(outDir, { recursive: true });
});

test("Vite's server for development serves the package as it lies there", async ({ page }) => {
  const sample = path.join(SAMPLES, "vite-react");
  const cacheDir = await mkdtemp(path.join(tmpdir(), "phi3-vite-dev-"));
  const model = await serve({ model: DEMO }, { "Access-Control-Allow-Origin": "*" });
  const server = await createViteServer({
    root: sample,
    configFile: path.join(sample, "vite.config.js"),
    cacheDir,
    logLevel: "error",
    server: { port: 0, host: "127.0.0.1", proxy: { "/model": model.origin } },
  });
  await server.listen();
  await page.goto(server.resolvedUrls!.local[0]!);
  await page.getByRole("button", { name: "Ask" }).click();
  await expect(page.getByRole("listitem")).toHaveText([
    "user: What is the capital of Spain?",
    "assistant: The capital of Spain is Madrid.",
  ]);
  await server.close();
  model.close();
  await rm(cacheDir, { recursive: true });
});

test("webpack finds the package's files, without settings", async ({ page }) => {
  const sample = path.join(SAMPLES, "webpack");
  const built = await mkdtemp(path.join(tmpdir(), "phi3-webpack-"));
  const stats = await new Promise<webpack.Stats | undefined>((resolve, reject) => {
    webpack(
      {
        mode: "production",
        context: sample,
        entry: "./main.js",
        output: { path: built },
        // Making the files shorter takes thirteen seconds of a processor, and finds none.
        optimization: { minimize: false },
      },
      (error, done) => (error === null ? resolve(done) : reject(error)),
    );
  });
  expect(stats?.toJson({ all: false, errors: true }).errors).toEqual([]);
  const server = await serve({ "": sample, built, model: DEMO }, ISOLATION);
  await page.goto(`${server.origin}/`);
  await page.getByRole("button", { name: "Ask" }).click();
  await expect(page.getByRole("status")).toHaveText("The capital of Spain is Madrid.");
  server.close();
  await rm(built, { recursive: true });
});

test("a model comes from an address, a zip, files, handles of the browser's storage, or the hub", async ({
  page,
}) => {
  const folder = await mkdtemp(path.join(tmpdir(), "phi3-sources-"));
  await writeDemoZip(path.join(folder, "option2.zip"), "pyfunc");
  const { files } = JSON.parse(await readFile(path.join(DEMO, "bundle.json"), "utf8")) as {
    files: readonly { readonly path: string }[];
  };
  const bytes = files.map(async (file) => [file.path, await readFile(path.join(DEMO, file.path))] as const);
  const hub = new HubServer(Object.fromEntries(await Promise.all(bytes)));
  await hub.start();
  const server = await serve({
    "": path.join(SAMPLES, "plain-html"),
    "phi3-mlflow": DIST,
    model: DEMO,
    zips: folder,
  });
  await page.goto(`${server.origin}/`);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(path.basename(new URL(request.url()).pathname)));
  const askAll = (names: readonly string[]) =>
    page.evaluate(
      async ([wanted, paths, hubUrl, repository]) => {
        const { Model, hub: hubSource } = await import(`${location.origin}/phi3-mlflow/index.js`);
        const get = async (url: string) => (await fetch(url)).blob();
        const root = await navigator.storage.getDirectory();
        const store = async (inside: FileSystemDirectoryHandle, name: string, blob: Blob) => {
          const handle = await inside.getFileHandle(name, { create: true });
          const writable = await handle.createWritable();
          await writable.write(blob);
          await writable.close();
          return handle;
        };
        const sources: Readonly<Record<string, () => unknown>> = {
          folder: () => new URL("model", location.href),
          list: () => "model/bundle.json",
          zip: () => "zips/option2.zip",
          zipFile: async () => new File([await get("zips/option2.zip")], "option2.zip"),
          files: () =>
            Promise.all(
              paths.map(async (each) => {
                const file = new File([await get(`model/${each}`)], each.split("/").at(-1)!);
                // As <input type="file" webkitdirectory> gives it.
                Object.defineProperty(file, "webkitRelativePath", { value: `phi3/${each}` });
                return file;
              }),
            ),
          directoryHandle: async () => {
            const folderHandle = await root.getDirectoryHandle("phi3", { create: true });
            for (const each of paths) {
              const parts = each.split("/");
              const name = parts.pop()!;
              let inside = folderHandle;
              for (const part of parts) inside = await inside.getDirectoryHandle(part, { create: true });
              await store(inside, name, await get(`model/${each}`));
            }
            return folderHandle;
          },
          fileHandle: async () => store(root, "kept.zip", await get("zips/option2.zip")),
          hub: () => hubSource(repository, { hubUrl }),
        };
        const answers: Record<string, string> = {};
        for (const name of wanted) {
          const model = await Model.load(await sources[name]!());
          const messages = [{ role: "user", content: "What is the capital of Spain?" }];
          const { choices } = await model.chat.completions.create({ messages });
          answers[name] = choices[0].message.content;
          await model.dispose();
        }
        return answers;
      },
      [names, files.map((file) => file.path), hub.url, REPOSITORY] as const,
    );
  const asMadrid = (names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, "The capital of Spain is Madrid."]));

  const plain = ["folder", "list"];
  expect(await askAll(plain)).toEqual(asMadrid(plain));
  expect(asked).toContain("templates-part.js");
  expect(asked).not.toContain("sources-part.js");
  const askBeams = () =>
    page.evaluate(async () => {
      const { Generator, GeneratorParams, Model, Tokenizer } = await import(
        `${location.origin}/phi3-mlflow/index.js`
      );
      const model = await Model.load("model/");
      const tokenizer = new Tokenizer(model);
      const prompt = await tokenizer.encode("<|user|>What is the capital of Spain?<|end|><|assistant|>");
      const answer = async (options: object) => {
        const params = new GeneratorParams(model);
        params.setSearchOptions({ max_length: 100, ...options });
        const generator = await Generator.create(model, params);
        await generator.appendTokens(prompt);
        while (!generator.isDone()) await generator.generateNextToken();
        return tokenizer.decode((await generator.getSequence(0)).slice(prompt.length));
      };
      const told = [
        await answer({ num_beams: 3, do_sample: false }),
        // An error of the part is one of the package.
        await answer({ num_beams: 3, do_sample: false, chunk_size: 2 }).catch((error) => error.code),
      ];
      await model.dispose();
      return told;
    });
  expect(asked).not.toContain("beams-part.js");
  expect(await askBeams()).toEqual([" The capital of Spain is Madrid.", "invalid-argument"]);
  expect(asked).toContain("beams-part.js");
  const others = ["zip", "zipFile", "files", "directoryHandle", "fileHandle", "hub"];
  expect(await askAll(others)).toEqual(asMadrid(others));
  expect(asked).toContain("sources-part.js");
  // The kernel knows the model, wherever it lies.
  expect(asked).not.toContain("full-worker.js");
  hub.stop();
  server.close();
  await rm(folder, { recursive: true });
});

test("an ES module takes the library from another host, in the style of Observable", async ({ page }) => {
  const cors = { "Access-Control-Allow-Origin": "*" };
  const other = await serve({ "": DIST, model: DEMO }, cors);
  const own = await serve({ "": path.join(SAMPLES, "observable") });
  await page.goto(`${own.origin}/notebook.js`);
  const told = await page.evaluate(
    async ([notebook, host]) => {
      const cells = await import(notebook!);
      const library = await cells.library(`${host}/index.js`);
      const model = await cells.model(library, `${host}/model`);
      const texts: string[] = [];
      for await (const text of cells.answer(model, "What is the capital of Spain?")) texts.push(text);
      const missing = await library.Model.load(`${host}/nothing/`).catch(
        (error: { code: string }) => error.code,
      );
      return { last: texts.at(-1), tokens: (await cells.tokens(library, model, "Hello")).length, missing };
    },
    [`${own.origin}/notebook.js`, other.origin],
  );
  expect(told).toEqual({
    last: "The capital of Spain is Madrid.",
    tokens: expect.any(Number),
    missing: "network",
  });
  other.close();
  own.close();
});

test("the embedded demo asks its reader before it asks a host, and chats by keyboard", async ({ page }) => {
  const server = await serve({ "": path.join(SAMPLES, "plain-html"), "phi3-mlflow": DIST, model: DEMO });
  const { host } = new URL(server.origin);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  const ofModel = () => asked.filter((name) => /model\/|\.wasm|-worker/.test(name));
  await page.goto(`${server.origin}/embed.html`);

  await expect(page.getByText(`Nothing is requested from there until you agree.`)).toBeVisible();
  await expectNoViolations(page, "phi3-mlflow-demo");
  expect(ofModel()).toEqual([]);
  await page.getByRole("button", { name: `Ask ${host} for the size` }).press("Enter");
  const download = page.getByRole("button", { name: "Download 4 MB and start" });
  await expect(download).toBeFocused();
  expect(ofModel()).toEqual(["/phi3-mlflow/engine-worker.js", "/model/bundle.json"]);
  await page.keyboard.press("Enter");

  const field = page.getByRole("textbox", { name: "Message" });
  const turns = page.getByRole("group", { name: "Chat" }).getByRole("listitem");
  await expect(field).toBeFocused();
  await expect(field).toHaveValue("What is the capital of Spain?");
  await page.keyboard.press("Enter");
  await expect(turns).toHaveText([
    "YouWhat is the capital of Spain?",
    "ModelThe capital of Spain is Madrid.",
  ]);
  await expect(field).toBeFocused();
  await expect(page.getByText(/, 1 thread\. The server does not send/)).toBeVisible();
  await expectNoViolations(page, "phi3-mlflow-demo");

  await field.fill("word ".repeat(1100));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toContainText("max_length is 1024");
  // What has no answer is not in the chat, and can be made shorter.
  await expect(turns).toHaveCount(2);
  await expect(field).toHaveValue(/^word word/);
  server.close();
});

test("by keyboard alone the demo's reader stops an answer, edits the question and asks again; a screen reader hears each sentence once", async ({
  page,
}) => {
  const server = await serve({ "": path.join(SAMPLES, "plain-html"), "phi3-mlflow": DIST, model: DEMO });
  // An answer is whole before anyone can stop it: its end waits until the test lets it come, or the demo asks to stop.
  await page.addInitScript(() => {
    let held: (() => void) | null = null;
    let isReleased = false;
    const release = () => {
      isReleased = true;
      held?.();
    };
    Object.assign(globalThis, { release });
    globalThis.Worker = class extends Worker {
      override addEventListener(type: string, listener: (event: Event) => void) {
        super.addEventListener(type, (event) => {
          const { data } = event as MessageEvent<{ result?: { isStopped?: boolean } } | undefined>;
          if (data?.result?.isStopped === undefined || isReleased) listener(event);
          else held = () => listener(event);
        });
      }
      override postMessage(message: { kind: string; name?: string }) {
        if (message.name === "generate" || message.name === "predict") [held, isReleased] = [null, false];
        super.postMessage(message);
        if (message.kind === "abort") release();
      }
    };
  });
  await page.goto(`${server.origin}/embed.html`);
  const button = (name: string | RegExp) => page.getByRole("button", { name });
  const chat = page.getByRole("group", { name: "Chat" });
  const field = page.getByRole("textbox", { name: "Message" });
  const readOut = page.locator("[aria-live]");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(button(/^Download/)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(field).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(button("Send")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(chat).toContainText("is Madrid.");
  await expect(button("Send")).toBeFocused();
  await expect(button("Send")).toBeDisabled();
  await page.keyboard.press("Tab");
  await expect(button("Stop")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(readOut.locator("p")).toHaveText([
    "The model is answering.",
    "The capital of Spain is Madrid.",
    "Stopped.",
  ]);
  await expect(button("Stop")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(button("Edit last message")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(chat.getByRole("listitem")).toHaveCount(0);
  await expect(field).toBeFocused();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("What is the capital of France?");
  await page.keyboard.press("Enter");
  await expect(chat.getByRole("listitem")).toHaveText([
    "YouWhat is the capital of France?",
    "ModelThe capital of France is Paris.",
  ]);
  await page.evaluate("release()");
  await expect(button("Send")).toBeEnabled();
  await button("New chat").press("Enter");
  await expect(chat.getByRole("listitem")).toHaveCount(0);
  await expect(field).toBeFocused();
  server.close();
});

test("the embedded demo says what is missing, asks again after Cancel, and is its own whatever the page does with it", async ({
  page,
}) => {
  const server = await serve({ "": path.join(SAMPLES, "plain-html"), "phi3-mlflow": DIST, model: DEMO });
  await page.clock.install();
  await page.goto(`${server.origin}/embed.html`);
  const demo = page.locator("phi3-mlflow-demo").first();
  const button = (name: string | RegExp) => demo.getByRole("button", { name });
  // The weights never come.
  await page.route("**/model/onnx/**", () => undefined);
  await page.evaluate(() => {
    document.body.append(document.createElement("phi3-mlflow-demo"));
    document.querySelector("phi3-mlflow-demo")?.setAttribute("size", "3900000");
  });
  await expect(page.getByRole("alert")).toHaveText(/does not name a model/);
  await button("Download 4 MB and start").click();
  await button("Cancel").click();
  await expect(button("Download 4 MB and start")).toBeFocused();

  await button("Download 4 MB and start").click();
  await expect(button("Cancel")).toBeFocused();
  // A reader who goes on in the page stays there.
  await page.evaluate(() => {
    const field = document.createElement("input");
    document.body.append(field);
    field.focus();
  });
  await page.clock.fastForward(20_000);
  await expect(demo.getByText("This is taking a while.")).toBeVisible();
  await demo.evaluate((element) => document.body.append(element));
  const moved = page.locator("phi3-mlflow-demo").last();
  await expect(moved.getByRole("button", { name: "Cancel" })).toBeVisible();
  await page.unroute("**/model/onnx/**");
  await moved.evaluate(async (element) => {
    element.remove();
    await Promise.resolve();
    document.body.append(element);
    element.setAttribute("name", "Mine");
    element.setAttribute("prompt", "What is the capital of France?");
  });
  await expect(moved.getByRole("heading", { name: "Mine" })).toBeVisible();
  await moved.getByRole("button", { name: "Download 4 MB and start" }).click();
  await moved.getByRole("button", { name: "Send" }).click();
  await expect(moved.getByRole("group", { name: "Chat" })).toContainText("is Paris.");
  server.close();
});

test("a model that the browser ends is loaded again at a button, which stays while its reader edits", async ({
  page,
}) => {
  const server = await serve({ "": path.join(SAMPLES, "plain-html"), "phi3-mlflow": DIST, model: DEMO });
  await page.goto(`${server.origin}/embed.html`);
  const button = (name: string | RegExp) => page.getByRole("button", { name });
  const chat = page.getByRole("group", { name: "Chat" });
  const field = page.getByRole("textbox", { name: "Message" });
  await button(/^Ask/).click();
  await button(/^Download/).click();
  await button("Send").click();
  await expect(chat).toContainText("is Madrid.");
  await expect(button("Send")).toBeEnabled();
  // The first; the others are the kernel's threads, which hear nothing.
  await page.workers()[0]?.evaluate(() => void setTimeout(() => self.close(), 0));
  await field.fill("What is the capital of France?");
  await button("Send").click();
  await expect(page.getByRole("alert")).toContainText("The model has stopped");
  await button("Edit last message").click();
  await expect(chat.getByRole("listitem")).toHaveCount(0);
  await button("Load the model again").click();
  await expect(field).toBeFocused();
  await field.fill("What is the capital of France?");
  await button("Send").click();
  await expect(chat).toContainText("is Paris.");
  await expect(page.getByRole("alert")).toBeEmpty();
  server.close();
});

test("two demos of a page answer side by side", async ({ page }) => {
  const server = await serve({ "": path.join(SAMPLES, "plain-html"), "phi3-mlflow": DIST, model: DEMO });
  await page.goto(`${server.origin}/embed.html`);
  await page.evaluate(() => {
    const demo = document.querySelector("phi3-mlflow-demo")!;
    demo.setAttribute("size", "3900000");
    const other = demo.cloneNode() as Element;
    other.setAttribute("prompt", "What is the capital of France?");
    other.setAttribute("mode", "chat");
    demo.after(other);
  });
  const demos = [page.locator("phi3-mlflow-demo").first(), page.locator("phi3-mlflow-demo").last()];
  for (const demo of demos) await demo.getByRole("button", { name: /^Download/ }).click();
  for (const demo of demos) await demo.getByRole("button", { name: "Send" }).click();
  await expect(demos[0]!.getByRole("group", { name: "Chat" })).toContainText("is Madrid.");
  await expect(demos[1]!.getByRole("group", { name: "Chat" })).toContainText("is Paris.");
  server.close();
});

test("under a policy of what the README names, with Trusted Types, the element of another host answers, and so does onnxruntime-web", async ({
  page,
}) => {
  const other = await serve({ "": DIST, model: DEMO }, { "Access-Control-Allow-Origin": "*" });
  const policy = [
    "default-src 'none'",
    `script-src ${other.origin} 'wasm-unsafe-eval'`,
    `worker-src ${other.origin} blob:`,
    `connect-src ${other.origin}`,
    "require-trusted-types-for 'script'",
  ];
  const post = (types: string) =>
    serve(
      {},
      { ...ISOLATION, "Content-Security-Policy": [...policy, `trusted-types ${types}`].join("; ") },
      `<!doctype html><html lang="de"><title>A post</title>
      <script type="module" src="${other.origin}/element.js" crossorigin></script>
      <phi3-mlflow-demo bundle="${other.origin}/model/" size="3900000" prompt="What is the capital of Spain?"></phi3-mlflow-demo>`,
    );
  const own = await post("phi3-mlflow");
  const strict = await post("theirs");
  await page.addInitScript(() => {
    const violations: string[] = [];
    Object.assign(globalThis, { violations });
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) => {
      violations.push(`${violatedDirective} ${blockedURI} ${sample}`);
    });
  });
  await page.goto(`${own.origin}/`);
  await page.getByRole("button", { name: /^4 MB herunterladen/ }).click();
  await page.getByRole("button", { name: "Senden" }).click();
  await expect(page.getByRole("group", { name: "Chat" })).toContainText("is Madrid.");
  await expect(page.getByText(/int4-Kernel .*, \d Threads/)).toBeVisible();
  const onOrt = await page.evaluate(async (host) => {
    const { Model } = await import(`${host}/index.js`);
    const model = await Model.load(`${host}/model/`, { runtime: "onnxruntime-web" });
    const messages = [{ role: "user", content: "What is the capital of Spain?" }];
    const { choices } = await model.chat.completions.create({ messages });
    return { answer: choices[0].message.content, threads: model.runtime.threads > 1 };
  }, other.origin);
  expect(onOrt).toEqual({ answer: "The capital of Spain is Madrid.", threads: true });
  expect(await page.evaluate("violations")).toEqual([]);

  await page.goto(`${strict.origin}/`);
  await page.getByRole("button", { name: /^4 MB herunterladen/ }).click();
  await expect(page.getByRole("alert")).toContainText("trusted-types");
  strict.close();
  other.close();
  own.close();
});
