import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { startOnFreePort } from "../free-port.ts";

/** Loading torch and a model on a busy machine. */
const START_MS = 300_000;
const ASK_AGAIN_MS = 300;

export interface ServedModel {
  /** "http://127.0.0.1:51234" */
  readonly origin: string;
  readonly stop: () => Promise<void>;
}

export interface ServeOptions {
  readonly command: string;
  readonly args: (port: number) => readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The environment's variable that names the port, where no argument does. */
  readonly portVariable?: string;
  readonly cwd?: string;
  /** Answers with success once the model is loaded. */
  readonly readyPath: string;
}

/** Starts a model's server on a free port, and waits until it answers. */
export function serveModel(options: ServeOptions): Promise<ServedModel> {
  return startOnFreePort((port) => serveAt(port, options));
}

async function serveAt(port: number, options: ServeOptions): Promise<ServedModel> {
  const { command, args, env = {}, portVariable, cwd, readyPath } = options;
  const said: string[] = [];
  const child = spawn(command, args(port), {
    ...(cwd !== undefined && { cwd }),
    // The environment's own uvicorn and gunicorn, and no request to a model hub.
    env: {
      ...process.env,
      PATH: `${path.dirname(path.resolve(command))}${path.delimiter}${process.env["PATH"] ?? ""}`,
      HF_HUB_OFFLINE: "1",
      ...(portVariable !== undefined && { [portVariable]: String(port) }),
      ...env,
    },
    // A group of its own, so that its workers end with it.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => said.push(chunk.toString()));
  }
  const origin = `http://127.0.0.1:${port}`;
  try {
    await untilReady(child, `${origin}${readyPath}`);
  } catch (error) {
    await stop(child);
    throw new Error(`${command} did not serve the model. It said:\n${said.join("").slice(-4000)}`, {
      cause: error,
    });
  }
  return { origin, stop: () => stop(child) };
}

async function untilReady(child: ChildProcess, url: string): Promise<void> {
  const endMs = Date.now() + START_MS;
  while (Date.now() < endMs) {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`);
    const response = await fetch(url).catch(() => null);
    if (response?.ok) return;
    await new Promise((resolve) => {
      setTimeout(resolve, ASK_AGAIN_MS);
    });
  }
  throw new Error(`it was not ready after ${START_MS / 1000} seconds`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null) return;
  const ended = once(child, "exit");
  process.kill(-child.pid, "SIGTERM");
  await ended;
}
