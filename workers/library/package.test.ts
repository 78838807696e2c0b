/** The built package, in Node. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer as createHttpServer, type Server } from "node:http";
import { type AddressInfo, connect, createServer as createTcpServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { InferenceRequest } from "#inference/inference-port.ts";
import { comparable, scoringCases, shapeOf } from "#scoring-server/testing/scoring-cases.ts";
import { API_PAGES, apiPage } from "../../tools/library/api.mjs";
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

  test("what is no source, runtime or length is refused by name; a model that is disposed of stays so", async () => {
    const { Model, Tokenizer } = library;
    const refused = (load: Promise<unknown>) =>
      expect(load).rejects.toMatchObject({ code: "invalid-argument" });
    await refused(Model.load(""));
    await refused(Model.load(3 as unknown as string));
    await refused(Model.load(DEMO_FOLDER, { runtime: "webgpu" as "int4" }));
    await refused(Model.load(DEMO_FOLDER, { maxLength: -3 }));
    await expect(Model.load("ftp://files.example/model/")).rejects.toMatchObject({ code: "network" });
    const gone = await Model.load(DEMO_FOLDER);
    await gone.dispose();
    await expect(new Tokenizer(gone).encode("Hi")).rejects.toMatchObject({
      code: "not-found",
      message: "This model is disposed of. Load it again.",
    });
  });

  test("onnxruntime-web runs a model in Node too", async () => {
    const web = await library.Model.load(DEMO_FOLDER, { runtime: "onnxruntime-web" });
    const { choices } = await web.chat.completions.create(asked("What is the capital of Spain?"));
    expect([web.runtime.id, choices[0]?.message.content]).toEqual([
      "onnxruntime-web",
      "The capital of Spain is Madrid.",
    ]);
    await web.dispose();
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

describe("Engine", () => {
  test("answers for one model after the other, and tells what it took", async () => {
    const engine = new library.Engine();
    const pyfunc = await library.openMlflowModel(inFolder("option2.zip"));
    const pieces: string[] = [];
    const input = { prompt: SPAIN };
    const question = { ...pyfunc, input, runtime: "automatic", alternatives: 2 } as InferenceRequest;
    const output = await engine.predict(question, { onTextDelta: ({ text }) => pieces.push(text) });
    expect({ ...output, runtime: library.english(output.runtime.runtime) }).toMatchObject({
      option: "pyfunc",
      response: MADRID,
      stopped: false,
      metrics: { promptTokens: 10, generatedTokens: 8, lengthLimit: 300 },
      runtime: "int4 kernel (WebAssembly, CPU)",
    });
    expect(pieces.join("")).toBe(MADRID);
    expect(output.tokens?.map(({ alternatives }) => alternatives.length)).toEqual(Array(8).fill(2));

    const chat = await library.openMlflowModel(inFolder("option1.zip"), { onnx: DEMO_FOLDER });
    const request = { ...chat, input: asked("What is the capital of Spain?"), runtime: "automatic" };
    const { response } = await engine.predict(request as InferenceRequest);
    expect(response).toMatchObject([
      { choices: [{ message: { content: "The capital of Spain is Madrid." } }] },
    ]);
    const stop = new AbortController();
    stop.abort();
    await expect(engine.predict(question, {}, stop.signal)).rejects.toMatchObject({ code: "aborted" });
    engine.dispose();
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
    const asks = ["/ping", "/health", "/version", "/docs"].map(async (route) => {
      const response = await fetch(origin + route);
      return [route, response.status, await response.text(), response.headers.get("content-length")];
    });
    expect(await Promise.all(asks)).toEqual([
      ["/ping", 200, "\n", "1"],
      ["/health", 200, "\n", "1"],
      ["/version", 200, "3.17.2", "6"],
      ["/docs", 404, '{"detail":"Not Found"}', "22"],
    ]);
    expect((await fetch(`${origin}/invocations`)).status).toBe(405);
  });

  test("OpenAI's own client asks it, whole and in pieces", async () => {
    const client = new OpenAI({ baseURL: `${origin}/v1`, apiKey: "none", maxRetries: 0 });
    const [only] = (await client.models.list()).data;
    expect(await client.models.retrieve(only!.id)).toEqual(only);
    const request = {
      model: only!.id,
      messages: [{ role: "user" as const, content: "What is the capital of Spain?" }],
      temperature: 0,
    };
    const { choices, usage } = await client.chat.completions.create(request);
    const stream = await client.chat.completions.create({
      ...request,
      stream: true,
      stream_options: { include_usage: true },
    });
    const chunks = [];
    for await (const chunk of stream) chunks.push(chunk);
    const content = "The capital of Spain is Madrid.";
    expect({
      model: only!.id,
      choices,
      streamed: chunks.map((chunk) => chunk.choices[0]?.delta.content ?? "").join(""),
      end: chunks.at(-2)?.choices[0]?.finish_reason,
      streamedUsage: chunks.at(-1)?.usage,
    }).toEqual({
      model: zip.replace(".zip", ""),
      choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: "stop" }],
      streamed: content,
      end: "stop",
      streamedUsage: usage,
    });
    // transformers counts the token that ends the answer.
    const completion = zip === "option1.zip" ? 9 : 8;
    expect(usage).toEqual({
      prompt_tokens: 10,
      completion_tokens: completion,
      total_tokens: 10 + completion,
    });
  });

  test("OpenAI's client gets max_tokens, a stop text and a seed as it asked", async () => {
    const client = new OpenAI({ baseURL: `${origin}/v1`, apiKey: "none", maxRetries: 0 });
    const ask = async (more: object) => {
      const messages = [{ role: "user" as const, content: "What is the capital of Spain?" }];
      const { choices } = await client.chat.completions.create({ model: "any", messages, ...more });
      return [choices[0]?.message.content, choices[0]?.finish_reason];
    };
    expect(await ask({ temperature: 0, max_completion_tokens: 3 })).toEqual(["The capital of", "length"]);
    // What clients send of themselves, to ask for nothing.
    const neutral = { frequency_penalty: 0, logprobs: false, response_format: { type: "text" }, user: "me" };
    const [first, second] = ["What is the capital", " of Spain?"].map((text) => ({ type: "text", text }));
    const inParts = { ...neutral, messages: [{ role: "user", content: [first, second] }], temperature: 0 };
    expect(await ask(inParts)).toEqual(["The capital of Spain is Madrid.", "stop"]);
    expect(await ask({ temperature: 0, stop: [" is Mad"] })).toEqual(["The capital of Spain", "stop"]);
    const drawn = { temperature: 1.9, seed: 7, max_tokens: 12 };
    expect(await ask(drawn)).toEqual(await ask(drawn));
  });

  test("what OpenAI's client cannot have comes as its errors, before and in a stream", async () => {
    const client = new OpenAI({ baseURL: `${origin}/v1`, apiKey: "none", maxRetries: 0 });
    const ask = async (content: string, more: object = {}) => {
      const messages = [{ role: "user" as const, content }];
      try {
        await client.chat.completions.create({ model: "any", messages, ...more });
      } catch (error) {
        const { status, code, message } = error as InstanceType<typeof OpenAI.APIError>;
        return { status, code, message };
      }
      return null;
    };
    expect(await ask("Hi", { tools: [] })).toEqual({
      status: 400,
      code: "unsupported",
      message: expect.stringContaining("This engine has no tools."),
    });
    const long = "word ".repeat(1100);
    const tooLong = {
      status: 400,
      code: "prompt-too-long",
      message: expect.stringMatching(/max_length is \d+/),
    };
    expect(await ask("Hi", { temperature: -1 })).toMatchObject({ status: 400, code: "invalid-input" });
    expect(await ask("Hi", { frequency_penalty: 1 })).toMatchObject({ status: 400, code: "unsupported" });
    expect(await ask(long)).toEqual(tooLong);
    expect(await ask(long, { stream: true })).toEqual(tooLong);
    const asText = await fetch(`${origin}/v1/chat/completions`, { method: "POST", body: "{}" });
    const noJson = await fetch(`${origin}/v1/chat/completions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "[",
    });
    const [unknown, got] = await Promise.all([
      fetch(`${origin}/v1/embeddings`, { method: "POST" }),
      fetch(`${origin}/v1/chat/completions`),
    ]);
    expect([asText, noJson, unknown, got].map(({ status }) => status)).toEqual([415, 400, 404, 405]);
  });

  test("a body beyond the limit is refused, and the server goes on", async () => {
    const small = library.createServer(served, { maxBodyBytes: 1000 }).listen(0, "127.0.0.1");
    await once(small, "listening");
    const at = `http://127.0.0.1:${(small.address() as AddressInfo).port}`;
    const headers = { "content-type": "application/json" };
    const ask = (route: string, body: string) => fetch(at + route, { method: "POST", headers, body });
    const large = JSON.stringify({ inputs: { prompt: "x".repeat(2000) } });
    const answers = [await ask("/invocations", large), await ask("/v1/chat/completions", large)];
    expect(answers.map(({ status }) => status)).toEqual([413, 413]);
    expect(await answers[1]!.json()).toMatchObject({
      error: { message: "The request's body is larger than 1000 bytes." },
    });
    expect((await ask("/v1/chat/completions", "{}")).status).toBe(400);
    small.close();
    small.closeAllConnections();
  });

  test("a client that leaves while it sends is no error, and the server goes on", async () => {
    const errors: unknown[] = [];
    const told = library
      .createServer(served, { onError: (error) => errors.push(error) })
      .listen(0, "127.0.0.1");
    await once(told, "listening");
    const { port } = told.address() as AddressInfo;
    const client = connect(port, "127.0.0.1");
    const [socket] = (await once(told, "connection")) as [Socket];
    const left = new Promise((resolve) => socket.once("close", resolve));
    client.write("POST /invocations HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{");
    await once(told, "request");
    client.destroy();
    await left;
    expect((await fetch(`http://127.0.0.1:${port}/ping`)).status).toBe(200);
    expect(errors).toEqual([]);
    told.close();
    told.closeAllConnections();
  });
});

describe("a model on a server", () => {
  let origin: string;
  let server: Server;
  /** What the server sends instead of a file. */
  let lies: ReadonlyMap<string, string | Buffer> = new Map();

  beforeAll(async () => {
    // It gives no parts of files.
    server = createHttpServer((request, response) => {
      const name = decodeURIComponent(request.url ?? "").slice(1);
      const told = lies.get(name);
      const sent = told === undefined ? readFile(path.join(DEMO_FOLDER, name)) : Promise.resolve(told);
      sent.then(
        (bytes) => response.setHeader("Content-Length", bytes.length).end(bytes),
        () => response.writeHead(404).end(),
      );
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });

  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });

  const spain = { messages: [{ role: "user", content: "What is the capital of Spain?" }] };

  test("it runs where the server gives files whole only", async () => {
    lies = new Map([["bundle.json", "<!doctype html>"]]);
    const whole = await library.Model.load(origin);
    const answer = await whole.chat.completions.create(spain);
    expect(answer.choices[0]?.message.content).toBe("The capital of Spain is Madrid.");
    await whole.dispose();
  });

  test("it is refused if it is larger than allowed, before its weights are asked for", async () => {
    lies = new Map();
    const asked: (string | undefined)[] = [];
    server.on("request", ({ url }) => asked.push(url));
    await expect(library.Model.load(origin, { maxBytes: 1000 })).rejects.toMatchObject({
      code: "over-limit",
    });
    expect(asked.filter((url) => url?.includes(".onnx"))).toEqual([]);
  });

  test.each(["genai_config.json", "tokenizer.json"])(
    "%s longer than the list told is refused",
    async (name) => {
      lies = new Map([
        [name, Buffer.concat([await readFile(path.join(DEMO_FOLDER, name)), Buffer.from(" ")])],
      ]);
      await expect(library.Model.load(origin)).rejects.toMatchObject({
        code: "invalid-bundle",
        message: expect.stringMatching(new RegExp(`${name} should hold \\d+ bytes and holds more`)),
      });
    },
  );

  test("a zip larger than allowed is not downloaded to its end", async () => {
    const zip = await readFile(inFolder("option2.zip"));
    lies = new Map([["model.zip", zip]]);
    const load = (maxBytes: number) => library.loadMlflowModel(`${origin}model.zip`, { maxBytes });
    await expect(load(zip.length - 1)).rejects.toMatchObject({ code: "over-limit" });
    const loaded = await load(zip.length);
    expect(await loaded.predict({ prompt: SPAIN })).toBe(MADRID);
    await loaded.dispose();
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
    const page = apiPage(packageFolder);
    for (const file of API_PAGES) {
      const written = await readFile(path.join(packageFolder, file), "utf8");
      expect(written, "write it again: node tools/library/api.mjs").toBe(page);
    }
    // An overload has the words of the one before.
    const silent = [...page.matchAll(/^#{2,3} (.+)\n\n```ts/gm)].map(([, name]) => name);
    expect(silent).toEqual(["create"]);
  });

  test("the changelog tells of this version", async () => {
    const read = (name: string) => readFile(path.join(packageFolder, name), "utf8");
    const { version } = JSON.parse(await read("package.json")) as { version: string };
    expect(/^## (\S+)/m.exec(await read("CHANGELOG.md"))?.[1]).toBe(version);
  });

  test("the licences of what it holds come with it", async () => {
    const notices = await readFile(path.join(packageFolder, "dist/third-party-notices.txt"), "utf8");
    const titles = [...notices.matchAll(/^={80}\n(\S+).*\n={80}$/gm)].map(([, name]) => name);
    expect(titles).toEqual(
      expect.arrayContaining(["@huggingface/transformers", "minja", "onnxruntime-web", "valibot"]),
    );
    expect(titles).not.toContain("react");
  });

  test.each([
    ["generate", "the generate", [], { brotli: 50_000, gzip: 57_000 }],
    ["chat", "chat completions", ["templates-part.js"], { brotli: 60_000, gzip: 68_900 }],
  ])("what a page needs to %s stays small, and is told right", async (_, said, parts, budget) => {
    const files = await Promise.all(
      ["index.js", "browser.js", "engine-worker.js", ...parts].map((name) =>
        readFile(path.join(packageFolder, "dist", name)),
      ),
    );
    const sizeBy = (compress: (file: Buffer) => Buffer) =>
      files.reduce((sum, file) => sum + compress(file).length, 0);
    const sizes = { brotli: sizeBy(brotliCompressSync), gzip: sizeBy(gzipSync) };
    expect(sizes.brotli).toBeLessThan(budget.brotli);
    expect(sizes.gzip).toBeLessThan(budget.gzip);
    const readme = await readFile(path.join(packageFolder, "README.md"), "utf8");
    const [, brotli, gzip] = new RegExp(`^\\| ${said}.*?\\| (\\d+) \\((\\d+)\\)`, "m").exec(readme) ?? [];
    expect(Math.abs(Number(brotli) - sizes.brotli / 1000)).toBeLessThan(1);
    expect(Math.abs(Number(gzip) - sizes.gzip / 1000)).toBeLessThan(1);
  });

  test("every file that the entry names is there, in words that all bundlers know", async () => {
    const entry = await readFile(path.join(packageFolder, "dist/browser.js"), "utf8");
    const named = [...entry.matchAll(/new URL\("\.\/([\w.-]+)",\s*import\.meta\.url\)/g)].map(
      ([, name]) => name,
    );
    expect(new Set(named)).toEqual(
      new Set([
        "beams-part.js",
        "engine-worker.js",
        "full-worker.js",
        "mlflow-worker.js",
        "ort-wasm-simd-threaded.mjs",
        "ort-wasm-simd-threaded.wasm",
        "plain-threads.wasm",
        "plain.wasm",
        "relaxed-threads.wasm",
        "relaxed.wasm",
        "sources-part.js",
        "templates-part.js",
      ]),
    );
    const there = await readdir(path.join(packageFolder, "dist"));
    expect(there).toEqual(expect.arrayContaining(named));
  });
});

describe("the command", () => {
  const run = (...args: readonly string[]) =>
    spawn(process.execPath, [path.join(packageFolder, "dist/cli.js"), ...args], { stdio: "pipe" });

  /** The origin that it listens at. */
  const originOf = async (child: ReturnType<typeof run>): Promise<string> => {
    const [said] = (await once(child.stdout, "data")) as [Buffer];
    return /Listening at (http:\S+)/.exec(said.toString())?.[1] ?? "";
  };

  const ended = async (child: ReturnType<typeof run>) => {
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
    const [code] = (await once(child, "close")) as [number | null];
    return { code, said };
  };

  test.each(["SIGINT", "SIGTERM"] as const)("serves a zip until %s", async (signal) => {
    const child = run("serve", inFolder("option2.zip"), "--port", "0");
    try {
      const response = await fetch(`${await originOf(child)}/invocations`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ inputs: { prompt: SPAIN } }),
      });
      expect(await response.json()).toEqual({ predictions: MADRID });
      const end = ended(child);
      child.kill(signal);
      expect(await end).toEqual({ code: 0, said: "" });
    } finally {
      child.kill("SIGKILL");
    }
  });

  test("says how it is called, and what is wrong", async () => {
    const taken = createTcpServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const { port } = taken.address() as AddressInfo;
    const zip = inFolder("option2.zip");
    const runs = [
      [],
      ["serve", zip, "--port", "http"],
      ["serve", zip, "--prot", "1"],
      ["serve", zip, "--max-body-mb", "0"],
      ["serve", zip, "--port", String(port)],
      ["serve", inFolder("none.zip")],
    ].map((args) => ended(run(...args)));
    expect(await Promise.all(runs)).toEqual([
      {
        code: 2,
        said: expect.stringMatching(/^Give the command serve and one model\.[\s\S]*Usage: phi3-mlflow/),
      },
      { code: 2, said: expect.stringMatching(/^--port is http; give a number from 0 to 65535\./) },
      { code: 2, said: expect.stringMatching(/^Unknown option '--prot'/) },
      { code: 2, said: expect.stringMatching(/^--max-body-mb is 0; give a number above 0\./) },
      {
        code: 2,
        said: expect.stringMatching(/^Port \d+ of 127\.0\.0\.1 is in use\. Choose another one with --port\./),
      },
      { code: 1, said: expect.stringMatching(/^There is no file or folder .*none\.zip\. \(not-found\)/) },
    ]);
    taken.close();
  });
});
