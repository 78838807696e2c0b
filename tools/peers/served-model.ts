import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { startOnFreePort } from "../free-port.ts";
import { type ScriptOptions, startPython } from "./python-server.ts";
import type { EnvironmentName } from "./setup.mjs";

/** Loading torch and a model on a busy machine. */
const START_MS = 300_000;
const ASK_AGAIN_MS = 200;
const RUN_MLFLOW = fileURLToPath(new URL("run_mlflow.py", import.meta.url));

export interface ServedModel {
  /** "http://127.0.0.1:51234" */
  readonly origin: string;
  readonly stop: () => Promise<void>;
}

export interface ServeOptions {
  /** A program; or an environment, whose Python then runs a script, and has imported torch and MLflow already (python-server.ts). */
  readonly command: string | { readonly environment: EnvironmentName };
  readonly args: (port: number) => readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The environment's variable that names the port, where no argument does. */
  readonly portVariable?: string;
  readonly cwd?: string;
  /** Answers with success once the model is loaded. */
  readonly readyPath: string;
}

/** `mlflow ARGS` of the profile "current", which imports nothing anew. Only for what starts uvicorn (run_mlflow.py). */
export function mlflowCommand(
  args: (port: number) => readonly string[],
): Pick<ServeOptions, "command" | "args"> {
  return { command: { environment: "current" }, args: (port) => [RUN_MLFLOW, ...args(port)] };
}

/** Starts a model's server on a free port, and waits until it answers. */
export function serveModel(options: ServeOptions): Promise<ServedModel> {
  return startOnFreePort((port) => serveAt(port, options));
}

async function serveAt(port: number, options: ServeOptions): Promise<ServedModel> {
  const server = startServer(port, options);
  const origin = `http://127.0.0.1:${port}`;
  try {
    await untilReady(server, `${origin}${options.readyPath}`);
  } catch (error) {
    await server.stop();
    throw new Error(
      `${options.args(port).join(" ")} did not serve. It said:\n${(await server.said()).slice(-4000)}`,
      { cause: error },
    );
  }
  return { origin, stop: server.stop };
}

interface Server {
  readonly hasEnded: () => boolean;
  /** Once it has ended. */
  readonly said: () => Promise<string>;
  readonly stop: () => Promise<void>;
}

function startServer(port: number, { command, args, env, portVariable, cwd }: ServeOptions): Server {
  const variables = {
    // No request to a model hub.
    HF_HUB_OFFLINE: "1",
    ...(portVariable !== undefined && { [portVariable]: String(port) }),
    ...env,
  };
  const place = cwd === undefined ? {} : { cwd };
  return typeof command === "string"
    ? startProgram(command, args(port), { env: variables, ...place })
    : startScript(args(port), { ...command, env: variables, ...place });
}

interface Place {
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

function startProgram(command: string, args: readonly string[], { env, ...place }: Place): Server {
  const said: string[] = [];
  const child = spawn(command, args, {
    ...place,
    // The environment's own uvicorn and gunicorn.
    env: {
      ...process.env,
      PATH: `${path.dirname(path.resolve(command))}${path.delimiter}${process.env["PATH"] ?? ""}`,
      ...env,
    },
    // A group of its own, so that its workers end with it.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => said.push(chunk.toString()));
  }
  return {
    hasEnded: () => child.exitCode !== null,
    said: () => Promise.resolve(said.join("")),
    stop: async () => {
      if (child.pid === undefined || child.exitCode !== null) return;
      const ended = once(child, "exit");
      process.kill(-child.pid, "SIGKILL");
      await ended;
    },
  };
}

function startScript(args: readonly string[], options: ScriptOptions): Server {
  const script = startPython(args, options);
  let hasEnded = false;
  const said = script.ended.then(({ stdout, stderr }) => {
    hasEnded = true;
    return `${stdout}${stderr}`;
  });
  return {
    hasEnded: () => hasEnded,
    said: () => said,
    stop: async () => {
      script.stop();
      await said;
    },
  };
}

async function untilReady(server: Server, url: string): Promise<void> {
  const endMs = Date.now() + START_MS;
  while (Date.now() < endMs) {
    if (server.hasEnded()) throw new Error("it ended");
    const response = await fetch(url).catch(() => null);
    if (response?.ok) return;
    await setTimeout(ASK_AGAIN_MS);
  }
  throw new Error(`it was not ready after ${START_MS / 1000} seconds`);
}
