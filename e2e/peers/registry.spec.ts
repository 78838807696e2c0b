/** From the page straight to a real MLflow tracking server, from which real Python loads what was sent. */
import type { Locator } from "@playwright/test";
import { PAGE_VERSION } from "#base/page-version.ts";
import type { VersionProfile } from "#wrapper/version-profile.ts";
import config from "../../playwright.config.ts";
import { runPython } from "../../tools/peers/python-server.ts";
import { expectNoViolations } from "../axe.ts";
import { MlflowServer } from "../mlflow-server.ts";
import type { NotebookPage } from "../notebook-page.ts";
import { ServerProxy } from "../server-proxy.ts";
import { expect, test } from "../test.ts";

const PROMPT = { prompt: "<|user|>What is the capital of Spain?<|end|><|assistant|>" };

/** The flags that the page names for an origin other than localhost's. */
const flagsFor = (origin: string): string => `--cors-allowed-origins ${origin}`;
const ORIGIN = new URL(config.use?.baseURL ?? "");
const LET_IN = `http://page.localhost:${ORIGIN.port}`;

let server: MlflowServer;
test.beforeAll(async () => {
  server = await MlflowServer.start(flagsFor(LET_IN).split(" "));
});
test.afterAll(() => server.stop());
// Chromium tells each refused request in its console.
test.afterEach(({ complaints }) => {
  const own = complaints.filter((text) => !/Failed to load resource|blocked by CORS policy/.test(text));
  complaints.splice(0, complaints.length, ...own);
});

for (const option of [1, 2] as const) {
  test(`option ${option} goes to a real server, from which real Python loads and asks it`, async ({
    notebook,
  }) => {
    await notebook.openOption(option);
    await notebook.runAllToTheEnd();
    const inference = notebook.cell("Inference");
    const input =
      option === 1 ? { messages: [{ role: "user", content: "What is the capital of Spain?" }] } : PROMPT;
    const answer = await notebook.predict(inference, input);

    const cell = await toRegister(notebook);
    await cell.getByLabel("MLflow tracking server").fill(server.url);
    await cell.getByLabel("Experiment").fill("From the page");
    await cell.getByLabel("Registered model").fill(`phi3-option${option}`);
    await cell.getByLabel("Tags of the version").fill("stage: test");
    await cell.getByRole("button", { name: "Log and register" }).click();
    await notebook.expectStatus(cell, "done");
    await expect(cell).toContainText(`Registered as phi3-option${option}, version 1.`);

    const native = await load(`models:/phi3-option${option}@champion`, input);
    expect(textOf(native.prediction)).toBe(textOf(answer));
    expect(native.version).toEqual({
      name: `phi3-option${option}`,
      version: "1",
      tags: {
        stage: "test",
        "phi3_notebook.page_version": PAGE_VERSION,
        "phi3_notebook.profile": "current",
        "phi3_notebook.runtime": "int4",
        "phi3_notebook.tokens_per_second": expect.stringMatching(/^\d+\.\d$/) as unknown,
        "phi3_notebook.link": expect.stringContaining("#share=") as unknown,
      },
      status: "READY",
      description: expect.stringMatching(
        /^.+, wrapped with .*\n\n\[Open the notebook\]\(http.*\n\n# /,
      ) as unknown,
    });
    expect(native.model?.metrics).toEqual(native.run.metrics);
    expect(native.model?.tags).toMatchObject({
      "phi3_notebook.page_version": PAGE_VERSION,
      "mlflow.note.content": native.version?.["description"] as string,
    });
    expect(native.modelId).toMatch(/^m-/);
    expect(native.run.status).toBe("FINISHED");
    expect(native.run.params).toMatchObject({
      wrapper: option === 1 ? "transformers" : "pyfunc",
      max_length: "300",
    });
    expect(native.run.metrics["browser_generated_tokens"]).toBeGreaterThan(0);
    const link = cell.getByRole("link", { name: `phi3-option${option} 1 @champion` });
    await expect(link).toHaveAttribute("href", `${server.url}/#/models/phi3-option${option}/versions/1`);
  });
}

test("the saved .ipynb registers the next version from Jupyter, with real MLflow", async ({
  notebook,
  page,
}) => {
  await notebook.openOption(2);
  const cell = await toRegister(notebook);
  await cell.getByLabel("MLflow tracking server").fill(server.url);
  await cell.getByLabel("Registered model").fill("phi3-jupyter");
  await cell.getByRole("button", { name: "Log and register" }).click();
  await notebook.expectStatus(cell, "done");
  const downloading = page.waitForEvent("download");
  await notebook.document("Save as .ipynb");
  const file = test.info().outputPath("saved.ipynb");
  await (await downloading).saveAs(file);
  const stdout = await runPython(["tools/peers/run_notebook.py", file, test.info().outputPath("model")]);
  expect(stdout).toContain("phi3-jupyter, version 2");
  const loaded = await load("models:/phi3-jupyter@champion", PROMPT);
  expect(loaded.version).toMatchObject({ version: "2" });
});

for (const { version, profile, option } of [
  { version: "2.22", profile: "mid-2025", option: 2 },
  { version: "2.14", profile: "mid-2024", option: 1 },
] as const) {
  test(`a real server of MLflow ${version}, behind a proxy that lets pages in, gets option ${option} among its run's artifacts, and its Python loads it from there`, async ({
    notebook,
  }) => {
    const old = await MlflowServer.start([], profile);
    const proxy = await ServerProxy.start(old.url, { letsPagesIn: true });
    try {
      await notebook.openOption(option);
      await notebook.cell("Wrapper").getByLabel("Written for").selectOption(profile);
      const cell = await toRegister(notebook);
      await cell.getByLabel("MLflow tracking server").fill(proxy.url);
      await cell.getByLabel("Registered model").fill("phi3-older");
      await cell.getByRole("button", { name: "Log and register" }).click();
      await notebook.expectStatus(cell, "done");
      const input =
        option === 1 ? { messages: [{ role: "user", content: "What is the capital of Spain?" }] } : PROMPT;
      const native = await load("models:/phi3-older@champion", input, old, profile);
      expect(native).toMatchObject({ modelId: null, run: { status: "FINISHED" }, version: { version: "1" } });
      const answer = await notebook.predict(notebook.cell("Inference"), input);
      expect(textOf(native.prediction)).toBe(textOf(answer));
    } finally {
      await proxy.stop();
      await old.stop();
    }
  });
}

test("Stop in mid-upload leaves nothing registered, and the next run goes on and registers", async ({
  notebook,
  page,
}) => {
  await notebook.openOption(2);
  const cell = await toRegister(notebook);
  await cell.getByLabel("MLflow tracking server").fill(server.url);
  await cell.getByLabel("Registered model").fill("phi3-stopped");
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.context().route(/mlflow-artifacts.*model_q4\.onnx/, async (route) => {
    await held;
    await route.continue().catch(() => undefined);
  });
  await cell.getByRole("button", { name: "Log and register" }).click();
  await expect(cell.getByRole("progressbar")).toBeVisible();
  await expect(cell).toContainText(/Uploading .*model_q4\.onnx/);
  await cell.getByRole("button", { name: "Stop", exact: true }).click();
  await notebook.expectStatus(cell, "idle");
  release();
  await page.context().unrouteAll();
  const { runs } = await search("runs/search", { experiment_ids: ["0"], filter: "status = 'KILLED'" });
  expect(runs).toHaveLength(1);
  const [stoppedRun] = runs as [{ info: { run_id: string } }];
  const found = await search("registered-models/search", { filter: "name = 'phi3-stopped'" });
  expect(found["registered_models"]).toBeUndefined();

  await cell.getByRole("button", { name: "Log and register" }).click();
  await notebook.expectStatus(cell, "done");
  await expect(cell).toContainText("Registered as phi3-stopped, version 1.");
  // It went on in the same run.
  const { runs: left } = await search("runs/search", { experiment_ids: ["0"], filter: "status = 'KILLED'" });
  expect(left).toBeUndefined();
  const loaded = await load("models:/phi3-stopped@champion", PROMPT);
  expect([loaded.runId, loaded.run.status]).toEqual([stoppedRun.info.run_id, "FINISHED"]);
});

test("a reload in mid-upload is asked about and told of at the cell; Continue goes on in the same run, Clean up ends it", async ({
  notebook,
  page,
}) => {
  await notebook.openOption(2);
  const cell = await toRegister(notebook);
  await cell.getByLabel("MLflow tracking server").fill(server.url);
  await cell.getByLabel("Registered model").fill("phi3-reloaded");
  const asked: string[] = [];
  page.on("dialog", (dialog) => {
    asked.push(dialog.type());
    void dialog.accept();
  });
  const reloadInMidUpload = async (): Promise<void> => {
    await page.context().route(/mlflow-artifacts.*model_q4\.onnx/, () => new Promise(() => undefined));
    await cell.getByRole("button", { name: "Log and register" }).click();
    await expect(cell).toContainText(/Uploading .*model_q4\.onnx/);
    await page.reload();
    await page.context().unrouteAll();
    await expect(cell).toContainText("Stopped when the page was reloaded or closed");
    await expect(cell).toContainText(`An upload to ${server.url} stopped at`);
    await expect(cell).toContainText(/stopped at \d+ of \d+ files\./);
  };
  const runsThatAre = async (status: string): Promise<string[]> => {
    const { runs } = await search("runs/search", {
      experiment_ids: ["0"],
      filter: `status = '${status}'`,
    });
    return ((runs ?? []) as { info: { run_id: string } }[]).map(({ info }) => info.run_id);
  };

  await reloadInMidUpload();
  const left = await runsThatAre("RUNNING");
  expect([asked, left.length]).toEqual([["beforeunload"], 1]);
  await cell.getByRole("button", { name: "Continue" }).click();
  await notebook.expectStatus(cell, "done");
  await expect(cell).toContainText("Registered as phi3-reloaded, version 1.");
  await expect(cell.getByRole("button", { name: "Clean up" })).toHaveCount(0);
  expect(await runsThatAre("RUNNING")).toEqual([]);
  const loaded = await load("models:/phi3-reloaded@champion", PROMPT);
  expect([loaded.runId, loaded.run.status]).toEqual([left[0], "FINISHED"]);

  const killed = await runsThatAre("KILLED");
  await reloadInMidUpload();
  await expectNoViolations(page);
  const [second] = await runsThatAre("RUNNING");
  await cell.getByRole("button", { name: "Clean up" }).click();
  await expect(page.getByText("are marked as ended.")).toBeVisible();
  await expect(cell.getByRole("button", { name: "Continue" })).toHaveCount(0);
  expect(new Set(await runsThatAre("KILLED"))).toEqual(new Set([...killed, second]));
});

test("a server that is not there, or is none of MLflow, is told with what to do", async ({ notebook }) => {
  const cell = await toRegister(notebook);
  await cell.getByLabel("MLflow tracking server").fill("localhost:9");
  await cell.getByRole("button", { name: "Log and register" }).click();
  await notebook.expectStatus(cell, "failed");
  await expect(cell).toContainText("http://localhost:9 gave this page no answer.");
  await cell.getByLabel("MLflow tracking server").fill(`${server.url}/static`);
  await cell.getByRole("button", { name: "Log and register" }).click();
  await expect(cell).toContainText(/could not be read: .*\/static answered 404/);
});

test("a server that refuses the page's origin is told with the flag that lets it in", async ({
  notebook,
}) => {
  // MLflow lets pages of localhost in without a flag, and no others.
  const refused = `http://other.localhost:${ORIGIN.port}`;
  await notebook.open(refused);
  let cell = await toRegister(notebook);
  await cell.getByLabel("MLflow tracking server").fill(server.url);
  await cell.getByRole("button", { name: "Log and register" }).click();
  await notebook.expectStatus(cell, "failed");
  await expect(cell).toContainText(`Start it with mlflow server ${flagsFor(refused)} (MLflow 3.5 or later`);

  await notebook.open(LET_IN);
  cell = await toRegister(notebook);
  await cell.getByLabel("MLflow tracking server").fill(server.url);
  await cell.getByLabel("Registered model").fill("phi3-let-in");
  await cell.getByRole("button", { name: "Log and register" }).click();
  await notebook.expectStatus(cell, "done");
  await expect(cell).toContainText("Registered as phi3-let-in, version 1.");
});

test("a server that does not take the name it is asked by for its own, or takes no artifacts, is told with the flags", async ({
  notebook,
}) => {
  const cell = await toRegister(notebook);
  const strict = await MlflowServer.start(["--allowed-hosts", "mlflow.example.com", "--no-serve-artifacts"]);
  try {
    await cell.getByLabel("MLflow tracking server").fill(strict.url);
    await cell.getByRole("button", { name: "Log and register" }).click();
    await notebook.expectStatus(cell, "failed");
    await expect(cell).toContainText(`--allowed-hosts ${new URL(strict.url).host}`);
    const byItsName = await ServerProxy.start(strict.url, { host: "mlflow.example.com" });
    await cell.getByLabel("MLflow tracking server").fill(byItsName.url);
    await cell.getByRole("button", { name: "Log and register" }).click();
    await expect(cell).toContainText("--serve-artifacts --artifacts-destination");
    await byItsName.stop();
  } finally {
    await strict.stop();
  }
});

test("a wrong token is told, and the right one lets the model through", async ({ notebook }) => {
  const proxy = await ServerProxy.start(server.url, { token: "s3cret-token" });
  try {
    const cell = await toRegister(notebook);
    await cell.getByLabel("MLflow tracking server").fill(proxy.url);
    await cell.getByLabel("Registered model").fill("phi3-token");
    await cell.getByText("Credentials").click();
    await cell.getByLabel("Token or password").fill("wrong");
    await cell.getByRole("button", { name: "Log and register" }).click();
    await notebook.expectStatus(cell, "failed");
    await expect(cell).toContainText("needs a login (401)");
    await cell.getByLabel("Token or password").fill("s3cret-token");
    await cell.getByRole("button", { name: "Log and register" }).click();
    await notebook.expectStatus(cell, "done");
    await expect(cell).toContainText("Registered as phi3-token, version 1.");
  } finally {
    await proxy.stop();
  }
});

test("what stands on a server is listed, and a registered version opens in a model cell and answers the same", async ({
  notebook,
}) => {
  await notebook.openOption(2);
  const cell = await toRegister(notebook);
  await cell.getByLabel("MLflow tracking server").fill(server.url);
  await cell.getByLabel("Registered model").fill("phi3-opened");
  await cell.getByRole("button", { name: "Log and register" }).click();
  await notebook.expectStatus(cell, "done");
  await cell.getByRole("button", { name: "Check connection" }).click();
  await expect(cell).toContainText(/Connected to MLflow 3\.17\.2: \d+ experiments?/);
  // Who pressed it by a key is still there.
  await expect(cell.getByRole("button", { name: "Check connection" })).toBeFocused();
  const answer = await notebook.predict(notebook.cell("Inference"), PROMPT);

  const model = notebook.cell("Model");
  await model.getByRole("button", { name: "From MLflow…" }).click();
  const dialog = notebook.page.getByRole("dialog", { name: "Open a registered model" });
  await dialog.getByLabel("MLflow tracking server").fill(server.url);
  await dialog.getByRole("button", { name: "List its models" }).click();
  await dialog.getByLabel("Model and version").selectOption("phi3-opened, version 1 @champion");
  await dialog.getByRole("button", { name: "Download and open" }).click();
  await notebook.expectStatus(model, "done");
  await expect(model.getByRole("combobox").locator("option:checked")).toHaveText("phi3-opened, version 1");
  expect(await notebook.predict(notebook.cell("Inference"), PROMPT)).toBe(answer);
});

test("axe finds nothing in a register cell, done or failed, light, dark and on a phone", async ({
  notebook,
  page,
}) => {
  const cell = await toRegister(notebook);
  await cell.getByLabel("MLflow tracking server").fill(server.url);
  await cell.getByText("Credentials").click();
  await cell.getByRole("button", { name: "Check connection" }).click();
  await expect(cell).toContainText("Connected to MLflow");
  await cell.getByRole("button", { name: "Log and register" }).click();
  await notebook.expectStatus(cell, "done");
  await expectNoViolations(page);
  await cell.getByLabel("Tags of the version").fill("no colon");
  await cell.getByRole("button", { name: "Log and register" }).click();
  await notebook.expectStatus(cell, "failed");
  await expect(cell).toContainText('Line 1 of the tags should be a key and a value, such as "stage: test"');
  await page.emulateMedia({ colorScheme: "dark" });
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoViolations(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await page.emulateMedia({ colorScheme: "light", forcedColors: "active" });
  await notebook.cell("Model").getByRole("button", { name: "From MLflow…" }).click();
  await expect(page.getByRole("dialog", { name: "Open a registered model" })).toBeVisible();
  await expectNoViolations(page, "[role=dialog]");
});

test("what lets a person in is kept only when asked, and never in the notebook", async ({
  notebook,
  page,
}) => {
  const cell = await toRegister(notebook);
  await expect(cell.getByRole("button", { name: "Log and register" })).toBeDisabled();
  await cell.getByLabel("MLflow tracking server").fill(server.url);
  await cell.getByText("Credentials").click();
  await cell.getByLabel("Token or password").fill("s3cret-token");
  await notebook.untilSaved();
  await page.reload();
  await openAccess(notebook);
  await expect(notebook.cell("Register").getByLabel("Token or password")).toHaveValue("");

  await notebook.cell("Register").getByLabel("Token or password").fill("s3cret-token");
  await notebook.cell("Register").getByLabel("Keep them in this browser").check();
  await notebook.untilSaved();
  const downloading = page.waitForEvent("download");
  await notebook.document("Save as .ipynb");
  const file = await (await downloading).createReadStream();
  const saved = (await file.toArray()).join("");
  expect(saved).toContain(server.url);
  expect(saved).not.toContain("s3cret-token");
  await page.reload();
  await openAccess(notebook);
  await expect(notebook.cell("Register").getByLabel("Token or password")).toHaveValue("s3cret-token");
});

async function openAccess(notebook: NotebookPage): Promise<void> {
  await notebook.cell("Register").getByText("Credentials").click();
}

/** As a person finds it: by the button below a finished artifact. */
async function toRegister(notebook: NotebookPage): Promise<Locator> {
  await notebook.run(notebook.cell("Artifact"));
  await notebook.expectStatus(notebook.cell("Artifact"), "done");
  await notebook.cell("Artifact").getByRole("button", { name: "Register on an MLflow server…" }).click();
  await expect(notebook.cell("Register")).toBeFocused();
  return notebook.cell("Register");
}

interface NativeModel {
  readonly runId: string;
  readonly prediction: unknown;
  readonly modelId: string | null;
  readonly run: {
    readonly status: string;
    readonly params: Readonly<Record<string, string>>;
    readonly metrics: Readonly<Record<string, number>>;
  };
  readonly version: Readonly<Record<string, unknown>> | null;
  readonly model: {
    readonly metrics: Readonly<Record<string, number>>;
    readonly tags: Readonly<Record<string, string>>;
  } | null;
}

async function load(
  uri: string,
  input: unknown,
  from: MlflowServer = server,
  profile: VersionProfile = "current",
): Promise<NativeModel> {
  const stdout = await runPython(["tools/peers/load_registered.py", from.url, uri, JSON.stringify(input)], {
    environment: profile,
  });
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as NativeModel;
}

async function search(
  path: string,
  parameters: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown>> {
  const isRuns = path.startsWith("runs/");
  const query = new URLSearchParams(parameters as Record<string, string>).toString();
  const response = await fetch(`${server.url}/api/2.0/mlflow/${path}${isRuns ? "" : `?${query}`}`, {
    method: isRuns ? "POST" : "GET",
    headers: { "Content-Type": "application/json" },
    ...(isRuns && { body: JSON.stringify(parameters) }),
  });
  return (await response.json()) as Record<string, unknown>;
}

/** The answer's text, of either option. */
function textOf(prediction: unknown): string {
  if (typeof prediction === "string") return prediction;
  const [completion] = prediction as readonly {
    readonly choices: readonly { readonly message: { readonly content: string } }[];
  }[];
  return completion?.choices[0]?.message.content ?? "";
}
