import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import type { VersionProfile } from "#wrapper/version-profile.ts";
import { startOnFreePort } from "../tools/free-port.ts";
import { peersPython } from "../tools/peers/setup.mjs";

/** On a machine with much else to do; only one that does not start takes so long. */
const START_MS = 300_000;

/** A real `mlflow server`, with a database and artifacts of its own in a folder that goes with it. */
export class MlflowServer {
  readonly url: string;
  /** The folder in which it keeps the artifacts that are sent to it. */
  readonly artifacts: string;
  readonly #folder: string;
  readonly #process: ChildProcess;
  #log = "";

  private constructor(url: string, folder: string, process: ChildProcess) {
    this.url = url;
    this.artifacts = path.join(folder, "artifacts");
    this.#folder = folder;
    this.#process = process;
    for (const stream of [process.stdout, process.stderr]) {
      stream?.on("data", (chunk: Buffer) => {
        this.#log += chunk.toString();
      });
    }
  }

  /**
   * @param flags of `mlflow server`, beside where it keeps things.
   * @param profile whose MLflow it is.
   */
  static start(flags: readonly string[] = [], profile: VersionProfile = "current"): Promise<MlflowServer> {
    return startOnFreePort((port) => MlflowServer.#startAt(port, flags, profile));
  }

  static async #startAt(
    port: number,
    flags: readonly string[],
    profile: VersionProfile,
  ): Promise<MlflowServer> {
    const folder = await mkdtemp(path.join(tmpdir(), "mlflow-server-"));
    const python = peersPython(profile);
    const started = spawn(
      python,
      [
        "-m",
        "mlflow",
        "server",
        "--host=127.0.0.1",
        `--port=${port}`,
        "--workers=1",
        `--backend-store-uri=sqlite:///${path.join(folder, "mlflow.db")}`,
        `--artifacts-destination=${path.join(folder, "artifacts")}`,
        ...flags,
      ],
      {
        cwd: folder,
        // Its own process group, so that the server's children end with it.
        detached: true,
        env: {
          ...process.env,
          PATH: `${path.dirname(python)}${path.delimiter}${process.env["PATH"] ?? ""}`,
          // Its nine processes for jobs, which the page never asks for, take half of the time that a server takes to start.
          MLFLOW_SERVER_ENABLE_JOB_EXECUTION: "false",
        },
      },
    );
    const server = new MlflowServer(`http://127.0.0.1:${port}`, folder, started);
    await server.#untilHealthy();
    return server;
  }

  async stop(): Promise<void> {
    if (this.#process.pid !== undefined && this.#process.exitCode === null) {
      const ended = new Promise((resolve) => this.#process.once("exit", resolve));
      process.kill(-this.#process.pid, "SIGKILL");
      await ended;
    }
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }

  async #untilHealthy(): Promise<void> {
    const deadline = Date.now() + START_MS;
    while (Date.now() < deadline && this.#process.exitCode === null) {
      const healthy = await fetch(`${this.url}/health`).then(
        ({ ok }) => ok,
        () => false,
      );
      if (healthy) return;
      await setTimeout(200);
    }
    await this.stop();
    throw new Error(`mlflow server did not start:\n${this.#log}`);
  }
}
