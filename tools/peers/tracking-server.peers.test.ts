/** The page's Python on a real tracking server: it prints what real MLflow prints, and the server then holds the same. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { JupyterJson } from "#cells/cell-base.ts";
import { agreementTo, type PythonServers } from "#python/server-gate.ts";
import { askServer } from "#registry/ask-server.ts";
import { DEMO } from "../../workers/python/testing/edited-wrappers.ts";
import { notebookSession } from "../../workers/python/testing/module-session.ts";
import { sleep } from "../../workers/registry/sleep.ts";
import { runPython } from "./python-server.ts";
import { mlflowCommand, type ServedModel, serveModel } from "./served-model.ts";

const SCRIPT = fileURLToPath(new URL("tracking_server.py", import.meta.url));
let server: ServedModel;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "tracking-server-"));
  server = await serveModel({
    ...mlflowCommand((port) => [
      ...`server --host=127.0.0.1 --port=${port} --workers=1`.split(" "),
      `--backend-store-uri=sqlite:///${folder}/mlflow.db`,
      `--artifacts-destination=${folder}/artifacts`,
    ]),
    cwd: folder,
    env: { MLFLOW_SERVER_ENABLE_JOB_EXECUTION: "false" },
    readyPath: "/health",
  });
}, 400_000);
afterAll(async () => {
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Its standard output. */
async function inThePage(source: string): Promise<string> {
  const servers: PythonServers = {
    agreed: new Set(),
    access: (url) => Promise.resolve({ url, user: "", secret: "" }),
    ask: (access, question, signal) =>
      askServer(access, question, { fetch, sleep, origin: "http://localhost:5173" }, signal),
  };
  const session = notebookSession(DEMO, "current", new Map(), servers);
  const asked: (string | undefined)[] = [];
  try {
    const { outputs } = await session.run(
      source,
      {
        onProgress: () => undefined,
        onOutputs: () => undefined,
        onInput: ({ server: address }) => {
          asked.push(address);
          return Promise.resolve(agreementTo(address ?? ""));
        },
      },
      new AbortController().signal,
    );
    expect(asked).toEqual([server.origin]);
    return outputs.map(printedIn).join("");
  } finally {
    session.end();
  }
}

function printedIn(output: JupyterJson): string {
  if (output["output_type"] === "error") return `${String(output["ename"])}: ${String(output["evalue"])}\n`;
  return output["name"] === "stdout" ? [output["text"]].flat().join("") : "";
}

/** Ids of experiments and runs are the server's own. */
const withoutIds = (printed: string, name: string): readonly string[] =>
  printed
    .trimEnd()
    .replaceAll(name, "NAME")
    .replaceAll(/experiments\/\d+/g, "experiments/ID")
    .replaceAll(/[0-9a-f]{32}/g, "RUN")
    .replaceAll(/\b\d{13}\b/g, "NOW")
    .split("\n");

async function ask(operation: string, body?: object): Promise<Record<string, unknown>> {
  const response = await fetch(`${server.origin}/api/2.0/${operation}`, {
    ...(body && {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    }),
  });
  return (await response.json()) as Record<string, unknown>;
}

interface RunJson {
  readonly info: Record<string, unknown> & { readonly run_id: string; readonly run_name: string };
  readonly data: Record<"params" | "metrics" | "tags", readonly Record<string, unknown>[] | undefined>;
}

/** The experiment's runs with their files, without ids, times and where they came from. */
async function held(name: string): Promise<unknown> {
  const { experiment } = (await ask(`mlflow/experiments/get-by-name?experiment_name=${name}`)) as {
    experiment: { experiment_id: string };
  };
  const { runs } = (await ask("mlflow/runs/search", {
    experiment_ids: [experiment.experiment_id],
    run_view_type: "ALL",
    order_by: ["attributes.start_time ASC"],
  })) as unknown as { runs: readonly RunJson[] };
  return Promise.all(
    runs.map(async ({ info, data }) => ({
      name: info.run_name,
      status: info["status"],
      stage: info["lifecycle_stage"],
      ended: typeof info["end_time"],
      params: data.params,
      metrics: data.metrics?.map(({ key, value, step }) => ({ key, value, step })),
      tags: data.tags
        ?.filter(({ key }) => !/^mlflow\.(source\.|user$|parentRunId$)/.test(String(key)))
        .toSorted((a, b) => String(a["key"]).localeCompare(String(b["key"]))),
      files: await filesOf(`${experiment.experiment_id}/${info.run_id}/artifacts`),
    })),
  );
}

async function filesOf(folderPath: string): Promise<Record<string, string>> {
  const { files } = (await ask(`mlflow-artifacts/artifacts?path=${encodeURIComponent(folderPath)}`)) as {
    files?: readonly { path: string; is_dir: boolean }[];
  };
  const found: Record<string, string> = {};
  for (const { path: name, is_dir: isFolder } of files ?? []) {
    const at = `${folderPath}/${name}`;
    if (isFolder) {
      for (const [below, text] of Object.entries(await filesOf(at))) found[`${name}/${below}`] = text;
    } else {
      const content = await fetch(
        `${server.origin}/api/2.0/mlflow-artifacts/artifacts/${at.split("/").map(encodeURIComponent).join("/")}`,
      );
      found[name] = Buffer.from(await content.arrayBuffer()).toString("base64");
    }
  }
  return found;
}

test("the same code prints the same in real MLflow and in the page, and the server then holds the same", async () => {
  const script = await readFile(SCRIPT, "utf8");
  const source = (name: string): string =>
    `SERVER = ${JSON.stringify(server.origin)}\nNAME = ${JSON.stringify(name)}\n${script}`;
  const native = await runPython(["-c", source("by-native")], { cwd: folder });
  const page = await inThePage(source("by-page"));
  expect(withoutIds(page, "by-page")).toEqual(withoutIds(native, "by-native"));
  expect(await held("by-page")).toEqual(await held("by-native"));
}, 300_000);
