import { describe, expect, it } from "vitest";
import { message } from "#base/message.ts";
import { endlessAnswer } from "#base/testing/endless-answer.ts";
import { readBundleFile } from "#bundle/read-bundle-file.ts";
import type { Progress } from "#base/progress.ts";
import { lookAt } from "./look-at.ts";
import { openVersion } from "./open-version.ts";
import { FakeServer } from "./testing/fake-server.ts";

const LOCATION = "0/models/m-1/artifacts";

/** A server that keeps these files for version 3 of "phi3". */
function serverWith(files: Readonly<Record<string, string>>): FakeServer {
  const server = new FakeServer();
  for (const [path, content] of Object.entries(files)) server.files.set(`${LOCATION}/${path}`, content);
  server.answers.set("model-versions/get-download-uri", [{ artifact_uri: `mlflow-artifacts:/${LOCATION}` }]);
  return server;
}

async function open(server: FakeServer, signal = new AbortController().signal) {
  const told: Progress[] = [];
  const bundle = await openVersion(
    { url: server.url, user: "", secret: "t0ken" },
    { name: "phi3", version: "3" },
    { platform: server, onProgress: (progress) => told.push(progress), signal },
  );
  const texts = await Promise.all(
    bundle.files.map(async (file) => [file.path, new TextDecoder().decode(await readBundleFile(file, {}))]),
  );
  return { bundle, texts: Object.fromEntries(texts) as Record<string, string>, told };
}

describe("a registered version", () => {
  it("of option 2 opens as the ONNX folder among its artifacts, with every byte told", async () => {
    const server = serverWith({
      MLmodel: "flavors:",
      "artifacts/phi 3/genai_config.json": "{}",
      "artifacts/phi 3/onnx/model.onnx": "weights",
      "code/phi3_model.py": "import os",
    });
    const { bundle, texts, told } = await open(server);
    expect(texts).toEqual({ "genai_config.json": "{}", "onnx/model.onnx": "weights" });
    expect({ ...bundle, id: "", files: [] }).toEqual({
      id: "",
      name: "phi3, version 3",
      origin: { kind: "download", host: "server:5000" },
      isDemo: false,
      description: "Version 3 of the registered model phi3, from the MLflow server server:5000.",
      files: [],
    });
    expect(told.at(-1)).toEqual({
      label: message`Downloading ${"phi3"}, version ${"3"}`,
      loadedBytes: 9,
      totalBytes: 9,
    });
    expect([...server.authorizations]).toEqual(["Bearer t0ken"]);
    expect(server.calls.filter((call) => call.includes("code/"))).toEqual([]);
  });

  it("of option 1 opens as its model and tokenizer", async () => {
    const { texts } = await open(
      serverWith({
        "model/config.json": "{}",
        "model/model.safetensors": "weights",
        "components/tokenizer/tokenizer.json": "[]",
        "requirements.txt": "mlflow",
      }),
    );
    expect(texts).toEqual({ "config.json": "{}", "model.safetensors": "weights", "tokenizer.json": "[]" });
  });

  it("that holds neither is refused with what was looked for", async () => {
    await expect(open(serverWith({ MLmodel: "flavors:", "model.pkl": "…" }))).rejects.toMatchObject({
      code: "invalid-bundle",
      message: expect.stringContaining("has no model that this page knows") as unknown,
    });
  });

  it("whose paths lead out of the bundle is refused", async () => {
    await expect(open(serverWith({ "model/..": "…" }))).rejects.toMatchObject({ code: "unsafe-path" });
  });

  const TOO_LONG =
    "An MLflow tracking server answers with at most 32 MB at once; http://server:5000 sent more, and the rest was not read. Check that this is the server's address. In code, ask for less at once, with a smaller max_results.";

  it.each([
    ["a file", "config.json", 200, "model/config.json should have 2 bytes, and more arrived. Try again.", 1],
    ["a file's error", "config.json", 404, TOO_LONG, 33],
    ["an answer", "get-download-uri", 200, TOO_LONG, 33],
    ["an error", "get-download-uri", 400, TOO_LONG, 33],
  ])("is left where %s does not end", async (_, asked, status, says, megabytes) => {
    const server = serverWith({ "model/config.json": "{}" });
    const answer = endlessAnswer({ status });
    const { fetch } = server;
    server.fetch = async (input, init) =>
      new Request(input, init).url.includes(asked) ? answer.response : fetch(input, init);
    await expect(open(server)).rejects.toMatchObject({ message: says });
    expect([answer.sentBytes(), answer.isClosed()]).toEqual([megabytes * 2 ** 20, true]);
  });

  it("is fetched again where the connection broke, and not after Stop", async () => {
    const server = serverWith({ "model/config.json": "{}" });
    server.failures.push({ call: /GET .*config\.json/, status: "broken" });
    expect((await open(server)).texts).toEqual({ "config.json": "{}" });
    await expect(open(server, AbortSignal.abort())).rejects.toMatchObject({ code: "aborted" });
  });
});

describe("looking at a server", () => {
  it("lists experiments and versions of every page, with their aliases, the latest first, and no prompts", async () => {
    const server = new FakeServer();
    const prompt = { key: "mlflow.prompt.is_prompt", value: "true" };
    server.answers.set("experiments/search", [
      { experiments: [{ name: "Default" }], next_page_token: "more" },
      { experiments: [{ name: "Phi-3" }] },
    ]);
    server.answers.set("registered-models/search", [
      {
        registered_models: [{ name: "phi3", aliases: [{ alias: "champion", version: "9" }] }, { name: "b" }],
      },
    ]);
    server.answers.set("model-versions/search", [
      {
        model_versions: [
          { name: "phi3", version: "9" },
          { name: "phi3", version: "10" },
          { name: "b", version: "1" },
          { name: "prompt", version: "1", tags: [prompt] },
        ],
      },
    ]);
    const access = { url: server.url, user: "", secret: "" };
    expect(await lookAt(access, server, new AbortController().signal)).toEqual({
      serverVersion: "3.17.2",
      experiments: ["Default", "Phi-3"],
      versions: [
        { name: "b", version: "1", aliases: [] },
        { name: "phi3", version: "10", aliases: [] },
        { name: "phi3", version: "9", aliases: ["champion"] },
      ],
    });
    expect(server.bodyOf("experiments/search")).toMatchObject({ page_token: "more" });
  });
});
