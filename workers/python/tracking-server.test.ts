/** Python in the page and a tracking server: nothing leaves without the person's word, and an interrupt ends a call. */
import { afterEach, expect, test } from "vitest";
import { noServerModels } from "#kernel/testing/fake-platform.ts";
import { agreementTo, type PythonServers } from "#python/server-gate.ts";
import type { PythonSession } from "#python/python-session.ts";
import type { ServerQuestion } from "#registry/registry-port.ts";
import { DEMO } from "./testing/edited-wrappers.ts";
import { notebookSession } from "./testing/module-session.ts";

const sessions: PythonSession[] = [];
afterEach(() => {
  for (const session of sessions.splice(0)) session.end();
});

function start(ask: PythonServers["ask"]) {
  const agreed = new Set<string>();
  const access = (url: string) => Promise.resolve({ url, user: "", secret: "" });
  const session = notebookSession(DEMO, "current", new Map(), { agreed, access, ask });
  sessions.push(session);
  const questions: (string | undefined)[] = [];
  const run = async (source: string, answer: "agrees" | "refuses", signal = new AbortController().signal) => {
    const { outputs } = await session.run(
      source,
      {
        onProgress: () => undefined,
        onOutputs: () => undefined,
        models: noServerModels,
        onInput: ({ server = "" }) => {
          questions.push(server);
          return Promise.resolve(answer === "agrees" ? agreementTo(server) : "refused");
        },
      },
      signal,
    );
    const last = outputs.at(-1);
    return last?.["output_type"] === "error"
      ? `${String(last["ename"])}: ${String(last["evalue"])}`
      : [last?.["text"]].flat().join("").trim();
  };
  return { run, questions };
}

test("a notebook that may not use the server reaches nothing, whatever way it takes", async () => {
  const asked: ServerQuestion[] = [];
  const { run, questions } = start((_, question) => {
    asked.push(question);
    return Promise.resolve({ status: 200, body: "{}" });
  });
  const refused =
    'MlflowException: You did not let this notebook\'s Python use http://evil:5000. Restart Python to be asked again, or call mlflow.set_tracking_uri("") to keep runs in the page.';
  expect(
    await run(
      'import mlflow\nmlflow.set_tracking_uri("http://evil:5000")\nmlflow.log_param("a", 1)',
      "refuses",
    ),
  ).toBe(refused);
  expect(
    await run(
      'import os\nmlflow.set_tracking_uri("")\nos.environ["MLFLOW_TRACKING_URI"] = "http://evil:5000"\nmlflow.start_run()',
      "agrees",
    ),
  ).toBe(refused);
  expect(
    await run(
      'import phi3_bridge\nprint(phi3_bridge.call("mlflow.server", "http://evil:5000", "get_run", \'{"run_id": "r"}\', None)["code"])',
      "agrees",
    ),
  ).toBe("PERMISSION_DENIED");
  expect([questions, asked]).toEqual([["http://evil:5000"], []]);
  expect(
    await run(
      'del os.environ["MLFLOW_TRACKING_URI"]\nprint(mlflow.log_param("a", 1), mlflow.get_tracking_uri())',
      "refuses",
    ),
  ).toBe("1 file:///page/mlruns");
});

test("an interrupt ends a call of the server, and the session goes on", async () => {
  const stop = new AbortController();
  let ended = false;
  const { run } = start(
    (_, _question, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => {
          ended = true;
          reject(signal.reason);
        });
        stop.abort();
      }),
  );
  expect(
    await run(
      'import mlflow\nmlflow.set_tracking_uri("http://slow:5000")\nmlflow.get_experiment("0")',
      "agrees",
      stop.signal,
    ),
  ).toMatch(/^KeyboardInterrupt/);
  expect(ended).toBe(true);
  expect(await run("print(1 + 1)", "refuses")).toBe("2");
});
