/** The built package, in Node. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { comparable, scoringCases, shapeOf } from "#serving/testing/scoring-cases.ts";
import { apiPage } from "../../tools/library/api.mjs";
import { ensureLibrary } from "../../tools/library/ensure.mjs";
import { DEMO_FOLDER } from "../../tools/peers/model-folders.ts";
import { writeDemoZip } from "./testing/demo-zip.ts";

type Library = typeof import("./node/index.ts");
type Model = Awaited<ReturnType<Library["Model"]["load"]>>;
type MlflowModel = Awaited<ReturnType<Library["loadMlflowModel"]>>;

let library: Library;
let packageFolder: string;
let folder: string;
let model: Model;
const inFolder = (name: string): string => path.join(folder, name);

beforeAll(async () => {
  packageFolder = await ensureLibrary();
  folder = await mkdtemp(path.join(tmpdir(), "phi3-library-"));
  library = (await import(pathToFileURL(path.join(packageFolder, "dist/node.js")).href)) as Library;
  await writeDemoZip(inFolder("option2.zip"), "pyfunc");
  await writeDemoZip(inFolder("option1.zip"), "transformers");
  model = await library.Model.load(DEMO_FOLDER);
}, 300_000);

afterAll(async () => {
  await model?.dispose();
  await rm(folder, { recursive: true, force: true });
});

const SPAIN = "<|user|>What is the capital of Spain?<|end|><|assistant|>";
/** The answer of onnxruntime-genai. */
const MADRID = " The capital of Spain is Madrid.";
const asked = (content: string) => ({ messages: [{ role: "user", content }] });

describe("the generate() API", () => {
  test("generates what native generates, token by token", async () => {
    const { Tokenizer, GeneratorParams, Generator } = library;
    const tokenizer = new Tokenizer(model);
    const params = new GeneratorParams(model);
    params.setSearchOptions({ max_length: 64 });
    const prompt = await tokenizer.encode(SPAIN);
    const generator = await Generator.create(model, params);
    const stream = tokenizer.createStream();
    await generator.appendTokens(prompt);
    let streamed = "";
    while (!generator.isDone()) {
      await generator.generateNextToken();
      streamed += await stream.decode(generator.getNextTokens()[0]!);
    }
    const sequence = await generator.getSequence(0);
    await generator.dispose();
    expect(await tokenizer.decode(sequence.subarray(prompt.length))).toBe(MADRID);
    expect({ streamed, count: generator.tokenCount() }).toEqual({ streamed: MADRID, count: sequence.length });
  });

  test("tells what runs the model, and on what", () => {
    expect({ type: model.type, contextLength: model.contextLength, runtime: model.runtime }).toMatchObject({
      type: "phi3",
      contextLength: 1024,
      runtime: { id: "int4", name: "int4 kernel (WebAssembly, CPU)" },
    });
  });

  test("a zip of an MLflow model generates too: its one decoder is found", async () => {
    const { Model, Tokenizer } = library;
    const seen: string[] = [];
    const zipped = await Model.load(inFolder("option2.zip"), { onProgress: ({ label }) => seen.push(label) });
    expect(await new Tokenizer(zipped).encode(SPAIN)).toEqual(await new Tokenizer(model).encode(SPAIN));
    expect(seen).toContain("Opening option2.zip");
    await zipped.dispose();
  });

  test("errors keep their codes, and native's words", async () => {
    const { AppError, GeneratorParams, Generator, Model } = library;
    const params = new GeneratorParams(model);
    expect(() => params.setSearchOptions({ max_lenth: 3 })).toThrow(AppError);
    params.setSearchOptions({ num_beams: 99 });
    await expect(Generator.create(model, params)).rejects.toMatchObject({
      code: "invalid-argument",
      message: "num_beams (99) must be in [1, 32]",
    });
    await expect(Model.load(inFolder("none.zip"))).rejects.toMatchObject({ code: "not-found" });
    await expect(Model.load(folder)).rejects.toMatchObject({ code: "invalid-bundle" });
    await expect(Model.load(DEMO_FOLDER, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: "aborted",
    });
  });

  test("a generator's signal ends it", async () => {
    const { GeneratorParams, Generator } = library;
    const stop = new AbortController();
    const generator = await Generator.create(model, new GeneratorParams(model), { signal: stop.signal });
    await generator.appendTokens([1, 2, 3]);
    stop.abort();
    await expect(generator.generateNextToken()).rejects.toMatchObject({ code: "aborted" });
    await generator.dispose();
    await expect(generator.getSequence(0)).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("chat.completions.create", () => {
  test("answers as OpenAI's API does", async () => {
    const { id, created, ...answer } = await model.chat.completions.create(
      asked("What is the capital of Spain?"),
    );
    expect(id).toMatch(/^chatcmpl-/);
    expect(Math.abs(created - Date.now() / 1000)).toBeLessThan(600);
    expect(answer).toEqual({
      object: "chat.completion",
      model: "phi3-demo",
      choices: [
        {
          index: 0,
          message: { role: "assistant", content: "The capital of Spain is Madrid." },
          finish_reason: "stop",
        },
      ],
      usage: { prompt_tokens: 10, completion_tokens: 8, total_tokens: 18 },
    });
  });

  test("streams the same answer in pieces, with its usage at the end", async () => {
    const request = {
      ...asked("What is the capital of Spain?"),
      model: "mine",
      stream_options: { include_usage: true },
    };
    const chunks = [];
    for await (const chunk of await model.chat.completions.create({ ...request, stream: true }))
      chunks.push(chunk);
    const choices = chunks.flatMap((chunk) => chunk.choices);
    expect(choices[0]?.delta).toEqual({ role: "assistant", content: "" });
    expect(choices.map(({ delta }) => delta.content ?? "").join("")).toBe("The capital of Spain is Madrid.");
    expect(choices.map(({ finish_reason }) => finish_reason).filter((reason) => reason !== null)).toEqual([
      "stop",
    ]);
    expect(chunks.at(-1)).toMatchObject({
      object: "chat.completion.chunk",
      model: "mine",
      choices: [],
      usage: { prompt_tokens: 10, completion_tokens: 8, total_tokens: 18 },
    });
  });

  test("ends at max_tokens and before a stop text", async () => {
    const short = await model.chat.completions.create({
      ...asked("What is the capital of Spain?"),
      max_tokens: 3,
    });
    expect(short.choices[0]).toMatchObject({
      message: { content: "The capital of" },
      finish_reason: "length",
    });
    const stopped = await model.chat.completions.create({
      ...asked("What is the capital of Spain?"),
      stop: [" is Mad"],
    });
    expect(stopped.choices[0]).toMatchObject({
      message: { content: "The capital of Spain" },
      finish_reason: "stop",
    });
  });

  test("a seed draws the same answer again", async () => {
    const request = { ...asked("Tell me a joke."), temperature: 2, seed: 7, max_tokens: 20 };
    const contents = [];
    for (let run = 0; run < 2; run += 1)
      contents.push((await model.chat.completions.create(request)).choices[0]?.message.content);
    expect(contents[0]).toBe(contents[1]);
    expect(contents[0]).not.toBe("");
  });

  test("leaving the stream, and the signal, end the generation", async () => {
    const endless = { ...asked("Tell me a joke."), temperature: 5, seed: 1 };
    for await (const chunk of await model.chat.completions.create({ ...endless, stream: true }))
      if (chunk.choices[0]?.delta.content) break;
    const stop = new AbortController();
    const answering = model.chat.completions.create(endless, { signal: stop.signal });
    stop.abort();
    await expect(answering).rejects.toMatchObject({ code: "aborted" });
    // The engine is free again.
    expect(
      (await model.chat.completions.create(asked("What is the capital of Spain?"))).usage.total_tokens,
    ).toBe(18);
  });

  test("what this engine does not have is refused by name", async () => {
    const ask = (more: object) => model.chat.completions.create({ ...asked("Hi"), ...more });
    await expect(ask({ tools: [] })).rejects.toMatchObject({
      code: "unsupported",
      message: expect.stringContaining("This engine has no tools."),
    });
    await expect(ask({ n: 2 })).rejects.toMatchObject({ code: "unsupported" });
    await expect(ask({ messages: [] })).rejects.toMatchObject({ code: "invalid-input" });
    await expect(ask({ messages: [{ role: "user", content: "word ".repeat(1100) }] })).rejects.toMatchObject({
      code: "prompt-too-long",
    });
  });
});

describe("loadMlflowModel", () => {
  test("predicts as mlflow.pyfunc.load_model does, and enforces the signature", async () => {
    const pyfunc = await library.loadMlflowModel(inFolder("option2.zip"));
    expect(pyfunc.mlflowVersion).toBe("3.17.2");
    expect(pyfunc.signature).toContain("'prompt': string (required)");
    expect(await pyfunc.predict({ prompt: SPAIN })).toBe(MADRID);
    expect(await pyfunc.predict([{ prompt: SPAIN }])).toBe(MADRID);
    // This model's signature has none; MLflow warns, and drops them.
    expect(await pyfunc.predict({ prompt: SPAIN }, { params: { max_length: 12 } })).toBe(MADRID);
    await expect(pyfunc.predict({ question: "?" })).rejects.toMatchObject({
      code: "invalid-input",
      message: expect.stringContaining("Model is missing inputs ['prompt']"),
    });
    await expect(pyfunc.predict({ prompt: "word ".repeat(1100) })).rejects.toMatchObject({
      code: "prompt-too-long",
    });
    await pyfunc.dispose();
  });

  test("a model of the transformers flavor runs with its weights in ONNX beside it, and says so without", async () => {
    await expect(library.loadMlflowModel(inFolder("option1.zip"))).rejects.toMatchObject({
      code: "unsupported",
      message: expect.stringContaining("as the option onnx"),
    });
    const chat = await library.loadMlflowModel(inFolder("option1.zip"), { onnx: DEMO_FOLDER });
    expect(await chat.predict(asked("What is the capital of Spain?"))).toMatchObject([
      { object: "chat.completion", choices: [{ message: { content: "The capital of Spain is Madrid." } }] },
    ]);
    await chat.dispose();
  });

  test("a class of one's own is refused: there is no Python", async () => {
    const file = inFolder("edited.zip");
    await writeDemoZip(file, "pyfunc", (code) =>
      code.replace("generator.append_tokens", "print(1); generator.append_tokens"),
    );
    await expect(library.loadMlflowModel(file)).rejects.toMatchObject({
      code: "unsupported",
      message: expect.stringContaining("this library runs no Python"),
    });
  });
});

describe.each([
  ["option 1", "option1.zip", "scoring-option1.json", shapeOf, { onnx: DEMO_FOLDER }],
  ["option 2", "option2.zip", "scoring-option2.json", comparable, {}],
] as const)("the server answers for %s as MLflow's scoring server", (_, zip, fixture, form, options) => {
  let served: MlflowModel;
  let close: () => void;
  let origin: string;

  beforeAll(async () => {
    served = await library.loadMlflowModel(inFolder(zip), options);
    const server = library.createServer(served).listen(0, "127.0.0.1");
    await once(server, "listening");
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    close = () => server.close();
  });

  afterAll(async () => {
    close?.();
    await served?.dispose();
  });

  test.each(scoringCases(fixture))("$contentType: $body", async (expected) => {
    const headers = { "content-type": expected.contentType };
    const response = await fetch(`${origin}/invocations`, { method: "POST", headers, body: expected.body });
    const contentType = response.headers.get("content-type");
    const answer: unknown =
      contentType === "application/json" ? await response.json() : await response.text();
    expect({ status: response.status, contentType, response: form(answer) }).toEqual({
      status: expected.status,
      contentType: expected.responseType,
      response: form(expected.response),
    });
  });

  test("it is healthy, tells MLflow's version, and has no other address", async () => {
    const asks = ["/ping", "/health", "/version", "/v1/chat/completions"].map(async (route) => {
      const response = await fetch(origin + route);
      return [route, response.status, await response.text()];
    });
    expect(await Promise.all(asks)).toEqual([
      ["/ping", 200, "\n"],
      ["/health", 200, "\n"],
      ["/version", 200, "3.17.2"],
      ["/v1/chat/completions", 404, '{"detail":"Not Found"}'],
    ]);
    expect((await fetch(`${origin}/invocations`)).status).toBe(405);
  });
});

describe("what comes with the package", () => {
  /** The output of a program of the package until it ends, or until `enough`. */
  const saidBy = async (file: string, args: readonly string[] = [], enough = /$^/): Promise<string> => {
    const child = spawn(process.execPath, [file, ...args], { cwd: packageFolder, stdio: "pipe" });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => {
        said += chunk.toString();
        if (enough.test(said)) child.kill();
      });
    }
    await once(child, "close");
    return said;
  };

  test("the README's first example runs", async () => {
    const readme = await readFile(path.join(packageFolder, "README.md"), "utf8");
    const [, example = ""] = /```js\n([\s\S]*?)```/.exec(readme) ?? [];
    const file = path.join(packageFolder, "dist/readme-example.mjs");
    await writeFile(file, example.replace("https://example.com/models/phi-3-mini/", DEMO_FOLDER));
    expect(await saidBy(file)).toBe("The capital of Spain is Madrid.\n");
    await rm(file);
  });

  test("the sample of a server starts", async () => {
    const sample = path.join(packageFolder, "samples/node-server/server.mjs");
    const said = await saidBy(sample, [inFolder("option2.zip"), "0"], /invocations/);
    expect(said).toMatch(/'prompt': string \(required\)[\s\S]*POST http:\/\/127\.0\.0\.1:\d+\/invocations/);
  });

  test("the API page is that of the docstrings", async () => {
    const written = await readFile(path.join(packageFolder, "API.md"), "utf8");
    expect(written, "write it again: node tools/library/api.mjs").toBe(apiPage(packageFolder));
  });

  test("the licences of what it holds come with it", async () => {
    const notices = await readFile(path.join(packageFolder, "dist/third-party-notices.txt"), "utf8");
    const titles = [...notices.matchAll(/^={80}\n(\S+).*\n={80}$/gm)].map(([, name]) => name);
    expect(titles).toEqual(
      expect.arrayContaining(["@huggingface/transformers", "minja", "onnxruntime-web", "valibot"]),
    );
    expect(titles).not.toContain("react");
  });

  test("what a page needs to generate stays small", async () => {
    const sizes = ["index.js", "browser.js", "engine-worker.js"].map(async (name) => {
      const file = await readFile(path.join(packageFolder, "dist", name));
      return brotliCompressSync(file).length;
    });
    const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    expect(total).toBeLessThan(73_000);
  });
});

describe("the command", () => {
  const run = (...args: readonly string[]) =>
    spawn(process.execPath, [path.join(packageFolder, "dist/cli.js"), ...args], { stdio: "pipe" });

  test("serves a zip", async () => {
    const child = run("serve", inFolder("option2.zip"), "--port", "0");
    try {
      const [said] = (await once(child.stdout, "data")) as [Buffer];
      const origin = /http:\S+/.exec(said.toString())?.[0] ?? "";
      const response = await fetch(`${origin}/invocations`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ inputs: { prompt: SPAIN } }),
      });
      expect(await response.json()).toEqual({ predictions: MADRID });
    } finally {
      child.kill();
    }
  });

  test("says how it is called, and what is wrong", async () => {
    const ended = async (...args: readonly string[]) => {
      const child = run(...args);
      let said = "";
      child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
      const [code] = (await once(child, "close")) as [number];
      return { code, said };
    };
    expect(await ended()).toMatchObject({
      code: 2,
      said: expect.stringContaining("phi3-mlflow serve MODEL"),
    });
    expect(await ended("serve", inFolder("none.zip"))).toMatchObject({
      code: 1,
      said: expect.stringMatching(/There is no file and no folder .*none\.zip\. \(not-found\)/),
    });
  });
});
