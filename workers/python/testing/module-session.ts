/** A Python session over a model's folder, in Node: the modules of src/python/modules with the engine on onnxruntime-node. */
import { openAsBlob } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { ModelBundle } from "#bundle/bundle.ts";
import { engineHost } from "#python/host/engine-host.ts";
import { pageHost } from "#python/host/page-host.ts";
import { ipythonCode } from "#python/ipython-code.ts";
import type { PythonHost } from "#python/bridge.ts";
import type { PythonEvent, PythonPort } from "#python/python-port.ts";
import type { ConsentAnswer } from "#python/model-consent.ts";
import type { PythonServers } from "#python/server-gate.ts";
import { noServers } from "#kernel/testing/fake-platform.ts";
import { PythonSession } from "#python/python-session.ts";
import { parseGenaiConfig } from "#genai/config.ts";
import { OnnxNodeDecoder } from "#genai/testing/onnx-node-decoder.ts";
import { loadTokenizer } from "#genai/testing/native-fixtures.ts";
import type { TextModel } from "#genai/generate-text.ts";
import type { VersionProfile } from "#wrapper/version-profile.ts";
import { causalModel, type CausalFiles } from "../../inference/causal-model.ts";
import { nextMacrotask } from "../../inference/next-macrotask.ts";
import { nodePython } from "./node-python.ts";

interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  /** The last expression's text, or null. */
  readonly result: string | null;
  /** The exception's class and words, or null. */
  readonly error: string | null;
  /** In their order: what it wrote to standard output, what it showed, and its exception. */
  readonly outputs: readonly ShownOutput[];
}

export type ShownOutput =
  | { readonly stdout: string }
  | { readonly data: Readonly<Record<string, unknown>> }
  | { readonly error: string };

export interface ModuleSession {
  run(source: string): Promise<Ran>;
  /** Ends its notebook: names are gone, and the next cell is the first. */
  forget(): Promise<void>;
  end(): void;
}

/** Python and its host over a model's folder. */
function hostsOf(
  folder: string,
  profile: VersionProfile,
): { readonly port: PythonPort; readonly page: PythonHost } {
  let loading: Promise<TextModel> | undefined;
  const engine = engineHost({
    textModel: () => (loading ??= loadFolder(folder)),
    causalModel: async () => causalModel(await (loading ??= loadFolder(folder)), filesOf(folder)),
    yieldControl: nextMacrotask,
  });
  const port = nodePython(engine);
  const page = pageHost({
    profile,
    findModel: (name) =>
      Promise.resolve(
        name.startsWith("/nowhere")
          ? null
          : { reference: "model", name: "the test's model", exact: !name.startsWith("another/") },
      ),
    openModel: () => bundleOf(folder),
    readWheels: (names, signal) => port.wheels(names, signal),
  });
  return { port, page };
}

/** A notebook's session over that model, as cells have it. */
export function notebookSession(
  folder: string,
  profile: VersionProfile = "current",
  consents: ReadonlyMap<string, ConsentAnswer> = new Map(),
  servers: PythonServers = noServers,
): PythonSession {
  const { port, page } = hostsOf(folder, profile);
  const bundles = bundleOf(folder).then((bundle) => new Map([["model", bundle]]));
  const host = async () => ({
    ...page,
    offer: () => Promise.resolve("model"),
    bundles: await bundles,
    servers,
  });
  return new PythonSession({
    port,
    host,
    consents: () => Promise.resolve(consents),
  });
}

export async function moduleSession(
  folder: string,
  profile: VersionProfile = "current",
): Promise<ModuleSession> {
  const { port, page } = hostsOf(folder, profile);
  const python = await port.start(page, () => undefined, new AbortController().signal);
  let count = 0;
  const run = async (source: string): Promise<Ran> => {
    count += 1;
    const events: PythonEvent[] = [];
    const code = { source, ...ipythonCode(source), count };
    await python.run(code, (event) => events.push(event), new AbortController().signal);
    return ranOf(events);
  };
  return {
    run,
    end: () => python.end(),
    async forget() {
      await run("%reset -f");
      count = 0;
    },
  };
}

function filesOf(folder: string): CausalFiles {
  const text = (name: string): Promise<string> => readFile(`${folder}/${name}`, "utf8");
  return { text, optionalText: (name) => text(name).catch(() => undefined) };
}

export async function bundleOf(folder: string): Promise<ModelBundle> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async ({ parentPath, name }) => {
        const blob = await openAsBlob(path.join(parentPath, name));
        const at = path.relative(folder, path.join(parentPath, name));
        return { path: at, sizeBytes: blob.size, source: { kind: "blob" as const, blob } };
      }),
  );
  const origin = { kind: "folder" as const, folderName: path.basename(folder) };
  return { id: "model", name: "the test's model", origin, isDemo: true, description: "", files };
}

export async function loadFolder(folder: string): Promise<TextModel> {
  const config = parseGenaiConfig(await readFile(`${folder}/genai_config.json`, "utf8"));
  const decoder = await OnnxNodeDecoder.load(`${folder}/${config.model.decoder.filename}`, config);
  return { config, tokenizer: await loadTokenizer(folder), decoder };
}

interface OutputJson {
  readonly output_type: string;
  readonly data?: Readonly<Record<string, unknown>> & { readonly "text/plain"?: string | readonly string[] };
  readonly ename?: string;
  readonly evalue?: string;
  readonly traceback?: readonly string[];
}

function ranOf(events: readonly PythonEvent[]): Ran {
  const stream = (name: "stdout" | "stderr"): string =>
    events.map((event) => (event.kind === "stream" && event.name === name ? event.text : "")).join("");
  const outputs = events.flatMap((event) =>
    event.kind === "output" ? [event.output as unknown as OutputJson] : [],
  );
  const error = outputs.find(({ output_type }) => output_type === "error");
  const result = outputs.find(({ output_type }) => output_type === "execute_result")?.data?.["text/plain"];
  return {
    stdout: stream("stdout"),
    stderr: stream("stderr"),
    result: result === undefined ? null : [result].flat().join(""),
    error: error
      ? `${error.ename}: ${error.evalue}${process.env["TRACE"] ? `\n${error.traceback?.join("\n")}` : ""}`
      : null,
    outputs: shownOutputs(events),
  };
}

function shownOutputs(events: readonly PythonEvent[]): readonly ShownOutput[] {
  const shown: ShownOutput[] = [];
  for (const event of events) {
    if (event.kind === "output") {
      const { output_type, data, ename, evalue } = event.output as unknown as OutputJson;
      shown.push(output_type === "error" ? { error: `${ename}: ${evalue}` } : { data: data ?? {} });
    } else if (event.kind === "stream" && event.name === "stdout") {
      const last = shown.at(-1);
      if (last && "stdout" in last) shown[shown.length - 1] = { stdout: last.stdout + event.text };
      else shown.push({ stdout: event.text });
    }
  }
  return shown;
}
