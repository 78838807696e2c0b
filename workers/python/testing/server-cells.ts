/** Runs code cells as the page does, with the registry worker's functions in place: they reach a real or a fake server. */
import { english } from "#base/message.ts";
import type { JupyterJson } from "#cells/cell-base.ts";
import type { RunContext } from "#cells/cell-behaviour.ts";
import { codeBehaviour } from "#cells/code/code-behaviour.ts";
import type { CodeOutput } from "#cells/code/code-cell.ts";
import type { InputRequest, PythonSession } from "#python/python-session.ts";
import type { PythonServers } from "#python/server-gate.ts";
import { agreementTo } from "#python/server-gate.ts";
import { agreementToRun } from "#python/server-models.ts";
import { createDirectReader } from "#reader/direct-reader.ts";
import { askServer } from "#registry/ask-server.ts";
import { downloadModel } from "#registry/open-version.ts";
import type { ServerPlatform, Upload } from "#registry/server.ts";
import { uploadModel } from "#registry/upload-model.ts";
import { sleep } from "../../registry/sleep.ts";
import { DEMO } from "./edited-wrappers.ts";
import { bundleOf } from "./module-session.ts";

const uploadByFetch: Upload = async ({ url, headers, content, onSentBytes, signal }) => {
  const response = await fetch(url, { method: "PUT", headers, body: content, signal });
  onSentBytes(content.size);
  return { status: response.status, body: await response.text(), etag: null };
};

export const nodePlatform: ServerPlatform = {
  fetch,
  upload: uploadByFetch,
  sleep,
  origin: "http://localhost:5173",
};

/** Any server, through that platform. */
export function serversOn(platform: ServerPlatform): PythonServers {
  return {
    agreed: new Set(),
    access: (url) => Promise.resolve({ url, user: "", secret: "" }),
    ask: (access, question, signal) => askServer(access, question, platform, signal),
  };
}

/** The person agrees to everything. */
export function agreeTo({ server = "", model }: InputRequest): string {
  return model === undefined ? agreementTo(server) : agreementToRun(model.sha256);
}

export interface ServerCells {
  readonly run: (source: string, signal?: AbortSignal) => Promise<CodeOutput>;
  /** What the person was asked, in turn. */
  readonly asked: readonly InputRequest[];
  /** What the progress said, each once. */
  readonly progress: readonly string[];
}

export function serverCells(
  session: PythonSession,
  platform: ServerPlatform,
  answer: (request: InputRequest) => string = agreeTo,
): ServerCells {
  const asked: InputRequest[] = [];
  const progress: string[] = [];
  const reader = createDirectReader();
  const context = (signal: AbortSignal): RunContext =>
    ({
      python: () => Promise.resolve(session),
      typedPython: () => Promise.resolve([]),
      reader,
      registry: {
        uploadModel: (server, upload, onProgress, stop) =>
          uploadModel(server, upload, { platform, onProgress, signal: stop }),
        downloadModel: (server, location, onProgress, stop) =>
          downloadModel(server, location, { platform, onProgress, signal: stop }),
      } as RunContext["registry"],
      bundles: { get: () => bundleOf(DEMO) } as unknown as RunContext["bundles"],
      events: {
        onProgress({ label }) {
          const text = english(label);
          if (progress.at(-1) !== text) progress.push(text);
        },
        onTextDelta: () => undefined,
      },
      onOutput: () => undefined,
      onOwnSource: () => Promise.resolve(),
      onInput(request) {
        asked.push(request);
        return Promise.resolve(answer(request));
      },
      signal,
      now: () => new Date(0),
      newUuid: () => "00000000-0000-4000-8000-000000000001",
    }) as Partial<RunContext> as RunContext;
  return {
    asked,
    progress,
    run: (source, signal = new AbortController().signal) =>
      codeBehaviour.run(
        { id: "c", type: "code", kind: "python", source } as const,
        { model: null, wrapper: null },
        context(signal),
      ),
  };
}

/** What a cell printed, and its exception. */
export function printedIn(outputs: readonly JupyterJson[]): string {
  return outputs
    .map((output) => {
      if (output["output_type"] === "error")
        return `${String(output["ename"])}: ${String(output["evalue"])}\n`;
      return output["name"] === "stdout" ? [output["text"]].flat().join("") : "";
    })
    .join("");
}
