/**
 * The artifact, and a deployment's files, in the real servers: MLflow's, Azure ML's and MLServer. The samples ask each of them, and are
 * answered as the page answers. `vitest -u` records anew what MLflow's answers, which e2e/endpoint.spec.ts holds the page's endpoint to.
 */
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answerText } from "#deploy/sample-request.ts";
import { defaultWrapper, firstInput } from "#wrapper/defaults.ts";
import type { WrapperOption } from "#wrapper/wrapper.ts";
import type { DeployTarget } from "#deploy/deploy-settings.ts";
import { azureMlServer, forkedMlflowServer, mlflowServer, mlserver } from "../compatibility/servers.ts";
import { writeModel } from "../compatibility/write-model.ts";
import { roundTripAnswers, roundTripInputs } from "./round-trip.ts";
import { runPython } from "./python-server.ts";
import { printedAnswer, runSample, sampleCommands } from "./run-sample.ts";
import {
  comparable,
  INVOCATIONS,
  ROUTES,
  type ServedAnswer,
  type ServedAnswersJson,
} from "./served-answers.ts";
import { type ServedModel, serveModel, type ServeOptions } from "./served-model.ts";
import { inputFormOfOption } from "#wrapper/input-form.ts";
import { peersPython } from "./setup.mjs";

/** Importing torch on a busy machine. */
const TIMEOUT_MS = 300_000;

/** How each target's server is started here: without its container, from the files of both zips. */
const SERVERS: readonly {
  readonly name: string;
  readonly target: DeployTarget;
  readonly askPath: string;
  readonly serve: (model: string, deploy: string) => ServeOptions;
}[] = [
  {
    name: "the image's serve.py",
    target: "docker",
    askPath: "/invocations",
    serve: (model, deploy) => ({
      command: { environment: "current" },
      args: (port) => [path.join(deploy, "serve.py"), model, "--port", String(port)],
      readyPath: "/ping",
    }),
  },
  {
    name: "Azure ML's inference server with score.py",
    target: "azure-ml",
    askPath: "/score",
    serve: azureMlServer,
  },
  { name: "MLServer", target: "kserve", askPath: "/invocations", serve: mlserver },
];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "served-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each([
  [1, "transformers"],
  [2, "pyfunc"],
] as const)("option %i", (option, wrapperOption) => {
  const wrapper = defaultWrapper(wrapperOption);

  test(
    "mlflow models serve answers the samples as the page answers, and what the page's endpoint is asked",
    async () => {
      const { model, deploy } = await writeModel(wrapper, path.join(folder, `${option} mlflow`), ["docker"]);
      const server = await serveModel(
        option === 1 ? mlflowServer(peersPython(), model) : forkedMlflowServer(model),
      );
      try {
        const recorded: ServedAnswersJson = {
          madeBy: "tools/peers/served-models.peers.test.ts",
          answers: await answersOf(server, option),
        };
        const json = `${JSON.stringify(recorded, null, 1)}\n`;
        await expect(json).toMatchFileSnapshot(`fixtures/mlflow/served-option${option}.json`);
        const answers = await answersToSamples(`${server.origin}/invocations`, deploy("docker"), option);
        expect(new Set(Object.values(answers))).toEqual(new Set([await pageAnswer(option)]));
        expect(await answersToOpenAi(server.origin, wrapperOption)).toEqual({
          // MLflow's scoring server has no such route: docs/guide.md.
          completions: 404,
          invocations: option === 1 ? await pageAnswer(option) : 400,
        });
      } finally {
        await server.stop();
      }
    },
    TIMEOUT_MS,
  );

  test.each(SERVERS)(
    "$name answers the samples as the page answers",
    async ({ name, target, askPath, serve }) => {
      const { model, deploy } = await writeModel(wrapper, path.join(folder, `${option} ${name}`), [target]);
      const server = await serveModel(serve(model, deploy(target)));
      try {
        const answers = await answersToSamples(`${server.origin}${askPath}`, deploy(target), option);
        expect(new Set(Object.values(answers))).toEqual(new Set([await pageAnswer(option)]));
      } finally {
        await server.stop();
      }
    },
    TIMEOUT_MS,
  );
});

test.each([
  [1, "transformers"],
  [2, "pyfunc"],
] as const)(
  "check.py of option %i asks the model through MLflow, and prints its answer",
  async (option, wrapperOption) => {
    const { deploy } = await writeModel(defaultWrapper(wrapperOption), path.join(folder, `check ${option}`), [
      "docker",
    ]);
    // "local": an environment made anew takes gigabytes.
    const script = [path.join(deploy("docker"), "check.py"), "local"];
    const stdout = await runPython(script, { env: { HF_HUB_OFFLINE: "1" } });
    const printed: unknown = JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
    expect(answerText(inputFormOfOption(wrapperOption), printed)).toBe(await pageAnswer(option));
  },
  TIMEOUT_MS,
);

test(
  "the samples send the token, and tell what went wrong",
  async () => {
    const { deploy } = await writeModel(
      defaultWrapper("transformers"),
      path.join(folder, "samples"),
      ["docker"],
      { timeoutSeconds: 2 },
    );
    const files = (await runnableSamples(deploy("docker"))).filter((file) => file.includes("messages"));
    const server = await startStrictServer();
    try {
      const told: Record<string, unknown> = {};
      const expected: Record<string, unknown> = {};
      for (const file of files) {
        const run = async (env: Record<string, string>) => {
          const { status, stdout, stderr } = await runSample(
            path.join(deploy("docker"), "samples", file),
            env,
          );
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
  },
  TIMEOUT_MS,
);

/** What OpenAI's own client gets of a chat, by the route that it knows and by /invocations: the answer, or the status of its error. */
async function answersToOpenAi(
  origin: string,
  option: WrapperOption,
): Promise<Readonly<Record<string, unknown>>> {
  const client = new OpenAI({ baseURL: origin, apiKey: "none", maxRetries: 0 });
  const { messages } = JSON.parse(firstInput("messages")) as {
    readonly messages: OpenAI.ChatCompletionMessageParam[];
  };
  const status = (error: unknown): unknown => (error instanceof OpenAI.APIError ? error.status : error);
  return {
    completions: await client.chat.completions.create({ model: "phi3", messages }).catch(status),
    invocations: await client
      .post("/invocations", { body: { messages } })
      .then((answer: unknown) => answerText(inputFormOfOption(option), answer), status),
  };
}

/** What each sample says that the endpoint answered, by its file. */
async function answersToSamples(
  url: string,
  deploy: string,
  option: 1 | 2,
): Promise<Record<string, string | null>> {
  const answers: Record<string, string | null> = {};
  for (const file of await runnableSamples(deploy)) {
    const run = await runSample(path.join(deploy, "samples", file), { ENDPOINT_URL: url });
    answers[file] = run.status === 0 ? printedAnswer(file, option, run) : run.stderr;
  }
  return answers;
}

/** What the page answers to the template's own question, as real MLflow does (e2e/engine/parity.spec.ts). */
async function pageAnswer(option: 1 | 2): Promise<string> {
  const wrapperOption = option === 1 ? "transformers" : "pyfunc";
  const asked = JSON.stringify(JSON.parse(firstInput(inputFormOfOption(wrapperOption))));
  const at = (await roundTripInputs(wrapperOption)).findIndex((input) => JSON.stringify(input) === asked);
  const response = (await roundTripAnswers(wrapperOption)).answers[at]?.response;
  const answer = answerText(inputFormOfOption(wrapperOption), response);
  if (answer === null) throw new Error("real MLflow's answer to the template's question is not recorded");
  return answer;
}

async function answersOf({ origin }: ServedModel, option: 1 | 2): Promise<unknown[]> {
  const ask = async (route: string, body?: string): Promise<ServedAnswer> => {
    const headers = { "Content-Type": "application/json" };
    const response = await fetch(
      `${origin}/${route}`,
      body === undefined ? {} : { method: "POST", headers, body },
    );
    return {
      status: response.status,
      type: response.headers.get("content-type"),
      body: await response.text(),
    };
  };
  const answers: unknown[] = [];
  for (const route of ROUTES) answers.push(comparable(await ask(route)));
  for (const body of INVOCATIONS[option]) answers.push(comparable(await ask("invocations", body)));
  return answers;
}

/** Those that this machine can run, without C#. */
async function runnableSamples(deploy: string): Promise<string[]> {
  const endings = Object.keys(sampleCommands());
  const files = await readdir(path.join(deploy, "samples"));
  expect(endings).toEqual(expect.arrayContaining(["mjs", "py", "sh"]));
  expect(files.length).toBeGreaterThan(0);
  return files.filter((file) => endings.includes(file.split(".").at(-1) ?? "")).toSorted();
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
