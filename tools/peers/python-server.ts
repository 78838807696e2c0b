/**
 * Runs Python scripts in the peers' environments; those of one environment share their imports (python_server.py). They reach no hub
 * of models but one on this machine, which has the embedded model alone (hub.py).
 */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { DEMO_HUB } from "./model-folders.ts";
import { type EnvironmentName, peersPython } from "./setup.mjs";

const SERVER = fileURLToPath(new URL("python_server.py", import.meta.url));
const HUB = fileURLToPath(new URL("hub.py", import.meta.url));
const MAX_OUTPUT_BYTES = 64 * 2 ** 20;

export interface ScriptOptions {
  /** "current" by default. */
  readonly environment?: EnvironmentName;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Ended {
  readonly id: number;
  /** Negative after a signal. */
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

const servers = new Map<string, PythonServer>();

/**
 * Does what `python ARGS` does. @param args a script's path and its arguments, or "-c" and a program.
 * @returns its standard output.
 * @throws Error with its standard error, where it ends with another status than 0.
 */
export async function runPython(args: readonly string[], options: ScriptOptions = {}): Promise<string> {
  const ended = await startPython(args, options).ended;
  if (ended.status !== 0) {
    throw new Error(`python ${args.join(" ")} ended with ${ended.status}:\n${ended.stderr.slice(-8000)}`);
  }
  return ended.stdout;
}

export interface StartedScript {
  readonly ended: Promise<Ended>;
  /** Ends it at once. */
  readonly stop: () => void;
}

/** As runPython, for a script that goes on until it is stopped, such as a server. */
export function startPython(args: readonly string[], options: ScriptOptions = {}): StartedScript {
  const { environment = "current", cwd = process.cwd(), env = {} } = options;
  const python = peersPython(environment);
  const besideHub = [HUB, DEMO_HUB.folder, DEMO_HUB.repository, python];
  return process.platform === "linux"
    ? serverOf(python, besideHub).start({ args, cwd, env })
    : startAlone(python, [...besideHub, ...args], { cwd, env: { ...process.env, ...env } });
}

function serverOf(python: string, besideHub: readonly string[]): PythonServer {
  let server = servers.get(python);
  if (server === undefined) {
    server = new PythonServer(python, [...besideHub, SERVER]);
    servers.set(python, server);
  }
  return server;
}

/** Goes with this process: it ends when its standard input does. */
class PythonServer {
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, (ended: Ended) => void>();
  #said = "";
  #lastId = 0;

  constructor(python: string, args: readonly string[]) {
    this.#process = spawn(python, args, { stdio: ["pipe", "pipe", "pipe"] });
    const { stdin, stdout, stderr } = this.#process;
    stdin?.on("error", () => undefined);
    stderr?.on("data", (chunk: Buffer) => {
      this.#said = (this.#said + chunk.toString()).slice(-8000);
    });
    if (stdout !== null) {
      createInterface({ input: stdout }).on("line", (line) => {
        const ended = JSON.parse(line) as Ended;
        this.#waiting.get(ended.id)?.(ended);
        this.#waiting.delete(ended.id);
        if (this.#waiting.size === 0) this.#hold(false);
      });
    }
    this.#process.once("exit", (status) => {
      for (const [id, resolve] of this.#waiting) {
        resolve({ id, status: status ?? -1, stdout: "", stderr: `The peers' process ended:\n${this.#said}` });
      }
      this.#waiting.clear();
    });
    this.#hold(false);
  }

  start(script: {
    args: readonly string[];
    cwd: string;
    env: Readonly<Record<string, string>>;
  }): StartedScript {
    this.#lastId += 1;
    const id = this.#lastId;
    this.#hold(true);
    const ended = new Promise<Ended>((resolve) => {
      this.#waiting.set(id, resolve);
      if (this.#process.exitCode !== null) this.#process.emit("exit", this.#process.exitCode);
      this.#tell({ id, ...script });
    });
    return { ended, stop: () => this.#tell({ stop: id }) };
  }

  #tell(request: object): void {
    this.#process.stdin?.write(`${JSON.stringify(request)}\n`);
  }

  /** Whether it keeps this Node process alive. */
  #hold(alive: boolean): void {
    const { stdin, stdout, stderr } = this.#process;
    for (const part of [this.#process, stdin, stdout, stderr] as { ref?(): void; unref?(): void }[]) {
      if (alive) part.ref?.();
      else part.unref?.();
    }
  }
}

/** One process for one script. */
function startAlone(
  python: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): StartedScript {
  const stopping = new AbortController();
  const ended = new Promise<Ended>((resolve) => {
    const { signal } = stopping;
    execFile(
      python,
      [...args],
      { ...options, maxBuffer: MAX_OUTPUT_BYTES, signal },
      (error, stdout, stderr) => {
        const status = error === null ? 0 : typeof error.code === "number" ? error.code : -1;
        resolve({ id: 0, status, stdout, stderr });
      },
    );
  });
  return { ended, stop: () => stopping.abort() };
}
