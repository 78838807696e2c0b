/** What leaves the page, in a browser: the package's samples and its API, the demo, and published sites. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import JSZip from "jszip";
import { build, runnerImport } from "vite";
import { ensureLibrary } from "../library/ensure.mjs";
import { DIST, ROOT, serve } from "./server.mjs";
import { until } from "./sessions.mjs";

/** Other hosts' pages may load the demo and the model. */
const OPEN = { "Cross-Origin-Resource-Policy": "cross-origin", "Access-Control-Allow-Origin": "*" };

const PACKAGE = path.join(ROOT, "packages/phi3-mlflow");
const REACT = path.join(ROOT, ".cache/vite-react");
/** The package's samples, its files and a model, by the first part of their addresses. */
const SAMPLE = {
  "": path.join(PACKAGE, "samples/plain-html"),
  observable: path.join(PACKAGE, "samples/observable"),
  "phi3-mlflow": path.join(PACKAGE, "dist"),
  model: path.join(ROOT, "public/models/phi3-demo"),
};

/** @type {Promise<unknown> | null} */
let reactBuild = null;

/** Builds the sample of Vite and React, once for all browsers. */
function ensureReact() {
  const root = path.join(PACKAGE, "samples/vite-react");
  reactBuild ??= build({
    root,
    configFile: path.join(root, "vite.config.js"),
    logLevel: "error",
    build: { outDir: REACT, emptyOutDir: true },
  });
  return reactBuild;
}

/** @param {string} folder gets option2.zip, an MLflow model of the demo. */
async function writeMlflowZip(folder) {
  const { module } = await runnerImport(path.join(ROOT, "workers/library/testing/demo-zip.ts"));
  await module.writeDemoZip(path.join(folder, "option2.zip"), "pyfunc");
}

const DEMO = `document.querySelector("phi3-mlflow-demo")?.shadowRoot`;

/**
 * Presses a demo's buttons, and waits for its answer.
 * @param run of a session, in the page or its frame.
 * @param begins how the buttons' names begin.
 */
async function askDemo(run, begins) {
  for (const name of begins) {
    await until(
      () =>
        run(
          `const button = [...(${DEMO}?.querySelectorAll("button") ?? [])].find((each) => each.innerText.startsWith(${JSON.stringify(name)}) && each.getAttribute("aria-disabled") !== "true"); button?.click(); return button !== undefined;`,
        ),
      `The demo has no button "${name}".`,
    ).catch(async (error) => {
      throw new Error(`${error.message} ${await run(`return (${DEMO} ?? document.body).textContent`)}`);
    });
  }
  await until(() => run(`return ${DEMO}.textContent.includes("Madrid")`), "The demo has no answer.").catch(
    async (error) => {
      throw new Error(`${error.message} ${await run(`return ${DEMO}.textContent`)}`);
    },
  );
}

/** Runs the body of an async function in the page. @returns what it returns, or its error's words. */
async function runAsync(session, body) {
  await session.run(
    `globalThis.told = null; (async () => { ${body} })().then((result) => (globalThis.told = { result }), (error) => (globalThis.told = { error: String(error) })); return true;`,
  );
  await until(() => session.run(`return globalThis.told !== null`), "The code does not end.", 120_000);
  const { result, error } = await session.run(`return globalThis.told`);
  if (error !== undefined) throw new Error(error);
  return result;
}

const DIALOG = `document.querySelector('[role="dialog"]')`;

/** Presses Create zip in the dialog of Publish, and unpacks what comes. */
async function publish(page, host, folder) {
  const { session } = page;
  host.uploaded = null;
  await page.document("Publish as a web site…");
  await until(
    () =>
      session.run(
        `HTMLAnchorElement.prototype.click = function () { fetch(this.href).then((r) => r.arrayBuffer()).then((body) => fetch("/upload", { method: "POST", body })).catch((error) => (document.title = String(error))); }; delete globalThis.showSaveFilePicker;
        const button = [...(${DIALOG}?.querySelectorAll("button") ?? [])].find((each) => each.innerText.trim() === "Create zip"); if (!button || button.disabled) return false; button.click(); return true;`,
      ),
    "Publish makes no zip.",
  );
  await until(() => host.uploaded !== null, "No zip comes.").catch(async (error) => {
    throw new Error(
      `${error.message} ${await session.run(`return document.title + " " + (${DIALOG}?.innerText ?? "")`)}`,
    );
  });
  const zip = await JSZip.loadAsync(host.uploaded);
  for (const file of Object.values(zip.files)) {
    const place = path.join(folder, file.name);
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, await file.async("nodebuffer"));
  }
}

/** @type {[string, (context: any) => Promise<any>][]} */
export const PACKAGE_TESTS = [
  [
    "the package's samples answer: a plain page, an element in a post, Vite and React, an ES module",
    async ({ page: { session } }) => {
      await ensureLibrary();
      await ensureReact();
      const sample = await serve(true, SAMPLE);
      const app = await serve(true, { "": REACT, model: SAMPLE.model });
      const told = (expression, what) =>
        until(() => session.run(`return (${expression}).includes("Madrid")`), what, 120_000).catch(
          async (error) => {
            throw new Error(`${error.message} ${await session.run(`return ${expression}`)}`);
          },
        );
      try {
        await session.goto(sample.url);
        // A click that comes before the page's script sends the form, which opens the page anew.
        await until(
          () =>
            session.run(
              `if (document.querySelector("#machine")?.innerText) return true; document.querySelector("button")?.click(); return false;`,
            ),
          "The plain page does not begin.",
        );
        await told(
          `document.querySelector("output").innerText + document.querySelector("#machine").innerText`,
          "The plain page has no answer.",
        );
        await session.goto(`${sample.url}embed.html`);
        await askDemo(session.run, ["Ask ", "Download", "Send"]);
        const last = await runAsync(
          session,
          `const cells = await import("/observable/notebook.js");
          const library = await cells.library("/phi3-mlflow/index.js");
          const model = await cells.model(library, "/model/");
          let last = "";
          for await (const text of cells.answer(model, "What is the capital of Spain?")) last = text;
          return last;`,
        );
        if (!last.includes("Madrid")) throw new Error(`The ES module answers ${last}`);
        await session.goto(app.url);
        await until(
          () =>
            session.run(
              `const button = document.querySelector("button"); button?.click(); return button !== null;`,
            ),
          "React shows nothing.",
        );
        await told(`document.body.innerText`, "The app of Vite and React has no answer.");
      } finally {
        sample.close();
        app.close();
      }
    },
  ],
  [
    "the package's Engine answers for an MLflow model with probabilities, stops, and draws beams",
    async ({ page: { session } }) => {
      await ensureLibrary();
      const zips = mkdtempSync(path.join(tmpdir(), "phi3-zips-"));
      await writeMlflowZip(zips);
      const sample = await serve(true, { ...SAMPLE, zips });
      try {
        await session.goto(sample.url);
        const told = await runAsync(
          session,
          `const { Engine, Generator, GeneratorParams, Model, openMlflowModel } = await import("/phi3-mlflow/index.js");
          const engine = new Engine();
          const request = { ...(await openMlflowModel("/zips/option2.zip")), runtime: "automatic" };
          const input = { prompt: "<|user|>What is the capital of Spain?<|end|><|assistant|>" };
          const { response, tokens } = await engine.predict({ ...request, input, alternatives: 3 });
          const stop = new AbortController();
          const stopped = await engine.predict({ ...request, input }, { onTextDelta: () => stop.abort() }, stop.signal);
          engine.dispose();
          const model = await Model.load("/model/");
          const params = new GeneratorParams(model);
          params.setSearchOptions({ max_length: 40, num_beams: 3, do_sample: false });
          const generator = await Generator.create(model, params);
          await generator.appendTokens([500, 600, 700]);
          while (!generator.isDone()) await generator.generateNextToken();
          const beamTokens = (await generator.getSequence(0)).length;
          await model.dispose();
          return {
            response,
            alternatives: tokens.every(({ alternatives }) => alternatives.length === 3),
            stopped: stopped.stopped && stopped.response.length < response.length,
            beamTokens: beamTokens > 3 && beamTokens <= 40,
          };`,
        );
        const { response, ...facts } = told;
        if (!response.includes("Madrid") || Object.values(facts).includes(false))
          throw new Error(JSON.stringify(told));
      } finally {
        sample.close();
        rmSync(zips, { recursive: true, force: true });
      }
    },
  ],
  [
    "a German demo speaks German, and Stop ends its answer",
    async ({ page: { session } }) => {
      await ensureLibrary();
      const post = `<!doctype html><html lang="de"><title>Ein Beitrag</title>
        <script type="module" src="/phi3-mlflow/element.js"></script>
        <phi3-mlflow-demo bundle="/model/" prompt="What is the capital of Spain?"></phi3-mlflow-demo>`;
      const sample = await serve(true, SAMPLE, {}, { "/post": post });
      const says = (words) =>
        until(
          () => session.run(`return ${DEMO}.textContent.includes(${JSON.stringify(words)})`),
          `It does not say ${words}.`,
        ).catch(async (error) => {
          throw new Error(`${error.message} ${await session.run(`return ${DEMO}.textContent`)}`);
        });
      try {
        await session.goto(`${sample.url}post`);
        await askDemo(session.run, ["Größe bei", "4 MB herunterladen", "Senden"]);
        await says("int4-Kernel");
        const send = (text) =>
          until(
            () =>
              session.run(
                `const button = [...${DEMO}.querySelectorAll("button")].find((each) => each.innerText === "Senden");
                if (button.getAttribute("aria-disabled") === "true") return false;
                Object.assign(${DEMO}.querySelector("textarea"), { value: ${JSON.stringify(text)} });
                button.click();
                return true;`,
              ),
            "Nothing can be sent.",
          );
        // In the page itself: an answer of the demo model can be done before it is asked after from here.
        await session.run(
          `const observer = new MutationObserver(() => {
            const button = [...${DEMO}.querySelectorAll("button")].find((each) => each.innerText === "Anhalten");
            if (button.getAttribute("aria-disabled") === "true") return;
            observer.disconnect();
            button.click();
          });
          observer.observe(${DEMO}, { subtree: true, attributes: true });
          return true;`,
        );
        await send("What is the capital of Spain?");
        await says("Angehalten.");
        await send("word ".repeat(1100));
        await says("max_length ist 1024");
      } finally {
        sample.close();
      }
    },
  ],
  [
    "what Share and Publish give answers on other hosts: a frame, an element, an address with ?embed, a site",
    async ({ page }) => {
      const { session } = page;
      const host = await serve(true, { "": DIST }, OPEN);
      const folder = mkdtempSync(path.join(tmpdir(), "phi3-site-"));
      const served = [host];
      try {
        await page.open(host.url);
        await page.document("Share…");
        const snippet = async (name) => {
          const text = `${DIALOG}?.querySelector('[aria-label="${name}"]')?.textContent ?? ""`;
          await until(() => session.run(`return (${text}) !== ""`), `Share has no ${name}.`);
          return `<!doctype html><title>A post</title>${await session.run(`return ${text}`)}`;
        };
        const query = `${host.url}?embed&bundle=models/phi3-demo/&lang=de&prompt=What+is+the+capital+of+Spain%3F`;
        const pages = {
          "/frame": await snippet("Frame (iframe)"),
          "/element": await snippet("Element"),
          "/query": `<!doctype html><title>A post</title><iframe src="${query}"></iframe>`,
        };
        const blog = await serve(false, { "": folder }, {}, pages);
        served.push(blog);

        await page.open(host.url);
        await publish(page, host, folder);
        const site = await serve(false, { me: folder });
        served.push(site);

        const runInFrame = (body) => session.runInFrame(body).catch(() => false);
        await session.goto(`${blog.ip}frame`);
        await askDemo(runInFrame, ["Download", "Send"]);
        await session.goto(`${blog.ip}query`);
        await askDemo(runInFrame, ["Größe bei", "4 MB herunterladen", "Senden"]);
        await session.goto(`${blog.ip}element`);
        await askDemo(session.run, ["Download", "Send"]);
        await session.goto(`${site.url}me/`);
        await askDemo(session.run, ["Download", "Send"]);
      } finally {
        for (const each of served) each.close();
        rmSync(folder, { recursive: true, force: true });
      }
    },
  ],
  [
    "a notebook without a model is published to be read",
    async ({ page }) => {
      const { session } = page;
      const host = await serve(true);
      const folder = mkdtempSync(path.join(tmpdir(), "phi3-site-"));
      const site = await serve(false, { "": folder });
      try {
        await page.open(host.url);
        await page.openCells(["answer = 41 + 1"]);
        await publish(page, host, folder);
        await session.goto(site.url);
        // A site shows texts and outputs; the code is in the notebook beside it.
        const seen = await runAsync(
          session,
          `const notebook = await (await fetch("notebook.ipynb")).text();
          return {
            name: document.querySelector("h1")?.innerText ?? "",
            code: notebook.includes("answer = 41 + 1"),
            demos: document.querySelectorAll("phi3-mlflow-demo").length,
          };`,
        );
        if (!seen.name.includes("cells") || !seen.code || seen.demos > 0)
          throw new Error(JSON.stringify(seen));
      } finally {
        host.close();
        site.close();
        rmSync(folder, { recursive: true, force: true });
      }
    },
  ],
];
