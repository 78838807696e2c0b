import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { azureMlServer, mlflowServer, mlserver } from "../../tools/compatibility/servers.ts";
import { peersPython } from "../../tools/peers/setup.mjs";
import { addDeployCell, deployTo, type TargetName } from "../deploy-cell.ts";
import { NotebookPage } from "../notebook-page.ts";
import { printedAnswer, runSample, sampleCommands } from "../run-sample.ts";
import { serveModel, type ServeOptions } from "../served-model.ts";
import { expect, test } from "../test.ts";
import { unzip } from "../unzip.ts";

/**
 * The samples, as the page's zip holds them, ask the model, as the page's zip holds it, served by the real servers: MLflow's,
 * Azure ML's and MLServer. Each answer is the page's own.
 */
const TIMEOUT_MS = 5 * 60_000;

let folder: string;
test.beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "samples-"));
});
test.afterEach(async () => rm(folder, { recursive: true, force: true }));

/** How each target's server is started here: without its container, from the files of both zips. */
const SERVERS: readonly {
  readonly name: string;
  readonly target: TargetName;
  readonly askPath: string;
  readonly serve: (model: string, deploy: string) => ServeOptions;
}[] = [
  {
    name: "mlflow models serve",
    target: "Docker",
    askPath: "/invocations",
    serve: (model) => mlflowServer(peersPython(), model),
  },
  {
    name: "the image's serve.py",
    target: "Docker",
    askPath: "/invocations",
    serve: (model, deploy) => ({
      command: peersPython(),
      args: (port) => [path.join(deploy, "serve.py"), model, "--port", String(port)],
      readyPath: "/ping",
    }),
  },
  {
    name: "Azure ML's inference server with score.py",
    target: "Azure ML: managed online endpoint",
    askPath: "/score",
    serve: azureMlServer,
  },
  {
    name: "MLServer",
    target: "Kubernetes: KServe with MLServer",
    askPath: "/invocations",
    serve: mlserver,
  },
];

for (const option of [1, 2] as const) {
  for (const { name, target, askPath, serve } of SERVERS) {
    test(`option ${option}: the samples ask ${name}, and are answered as the page answers`, async ({
      page,
    }) => {
      test.setTimeout(TIMEOUT_MS);
      const notebook = new NotebookPage(page);
      await notebook.open();
      await notebook.openOption(option);
      await notebook.runAllToTheEnd();
      const answer = answerOf(await notebook.response(notebook.cell("Inference")));
      const { bytes } = await notebook.download(notebook.cell("Artifact"));
      const deployCell = await addDeployCell(notebook);
      await deployTo(notebook, deployCell, target);
      const zip = await notebook.download(deployCell);
      const [model, deploy] = [await unzip(bytes, folder), await unzip(zip.bytes, folder)];

      const server = await serveModel(serve(model, deploy));
      try {
        const files = await runnableSamples(deploy);
        const answers: Record<string, unknown> = {};
        for (const file of files) {
          const run = await runSample(path.join(deploy, "samples", file), {
            ENDPOINT_URL: `${server.origin}${askPath}`,
          });
          answers[file] = run.status === 0 ? printedAnswer(file, option, run) : run.stderr;
        }
        expect(answers).toEqual(Object.fromEntries(files.map((file) => [file, answer])));
      } finally {
        await server.stop();
      }
    });
  }
}

test("the samples send the token, and tell what went wrong", async ({ notebook }) => {
  test.setTimeout(TIMEOUT_MS);
  const deployCell = await addDeployCell(notebook);
  await deployCell.getByLabel("Where to").selectOption("Docker");
  await deployCell.getByLabel("Timeout in seconds").fill("2");
  await deployTo(notebook, deployCell, "Docker");
  const deploy = await unzip((await notebook.download(deployCell)).bytes, folder);
  const files = (await runnableSamples(deploy)).filter((file) => file.includes("messages"));
  const server = await startStrictServer();
  try {
    const told: Record<string, unknown> = {};
    const expected: Record<string, unknown> = {};
    for (const file of files) {
      const run = async (env: Record<string, string>) => {
        const { status, stdout, stderr } = await runSample(path.join(deploy, "samples", file), env);
        return { status: Math.sign(status), said: `${stdout}${stderr}` };
      };
      told[file] = [
        await run({ ENDPOINT_URL: server.origin, ENDPOINT_TOKEN: "the-token" }),
        await run({ ENDPOINT_URL: server.origin, ENDPOINT_TOKEN: "another" }),
        await run({ ENDPOINT_URL: `${server.origin}/silent`, ENDPOINT_TOKEN: "the-token" }),
        await run({ ENDPOINT_URL: "http://127.0.0.1:9/", ENDPOINT_TOKEN: "" }),
      ];
      const said = (pattern: RegExp): unknown => expect.stringMatching(pattern);
      expected[file] = [
        { status: 0, said: said(/Madrid/) },
        { status: 1, said: said(/401[\s\S]*no such key|no such key[\s\S]*401/) },
        { status: 1, said: said(/timed out|timeout|no answer in 2 s/i) },
        { status: 1, said: said(/refused|connect|ECONNREFUSED|bad port/i) },
      ];
    }
    expect(told).toEqual(expected);
  } finally {
    await server.stop();
  }
});

/** Those that this machine can run, without C#. */
async function runnableSamples(deploy: string): Promise<string[]> {
  const endings = Object.keys(sampleCommands());
  const files = await readdir(path.join(deploy, "samples"));
  expect(endings).toEqual(expect.arrayContaining(["mjs", "py", "sh"]));
  expect(files.length).toBeGreaterThan(0);
  return files.filter((file) => endings.includes(file.split(".").at(-1) ?? "")).toSorted();
}

function answerOf(response: unknown): string {
  if (typeof response === "string") return response;
  const [completion] = response as { choices: { message: { content: string } }[] }[];
  return completion?.choices[0]?.message.content ?? "";
}

/** Answers who has the token, refuses all others, and says nothing at /silent. */
async function startStrictServer(): Promise<{ origin: string; stop: () => Promise<void> }> {
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    if (request.url === "/silent") return;
    const isKnown = request.headers.authorization === "Bearer the-token";
    response.writeHead(isKnown ? 200 : 401, { "Content-Type": "application/json" });
    const completion = { choices: [{ message: { role: "assistant", content: "Madrid" } }] };
    response.end(JSON.stringify(isKnown ? [completion] : { message: "no such key" }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no address");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
