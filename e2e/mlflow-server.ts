import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { VersionProfile } from "#wrapper/version-profile.ts";
import { mlflowCommand, serveModel, type ServedModel } from "../tools/peers/served-model.ts";
import { peersPython } from "../tools/peers/setup.mjs";

/** A real `mlflow server`, with a database and artifacts of its own in a folder that goes with it. */
export class MlflowServer {
  readonly url: string;
  /** The folder in which it keeps the artifacts that are sent to it. */
  readonly artifacts: string;
  readonly #folder: string;
  readonly #served: ServedModel;

  private constructor(served: ServedModel, folder: string) {
    this.url = served.origin;
    this.artifacts = path.join(folder, "artifacts");
    this.#folder = folder;
    this.#served = served;
  }

  /**
   * @param flags of `mlflow server`, beside where it keeps things.
   * @param profile whose MLflow it is.
   */
  static async start(
    flags: readonly string[] = [],
    profile: VersionProfile = "current",
  ): Promise<MlflowServer> {
    const folder = await mkdtemp(path.join(tmpdir(), "mlflow-server-"));
    const args = (port: number) => [
      "server",
      "--host=127.0.0.1",
      `--port=${port}`,
      "--workers=1",
      `--backend-store-uri=sqlite:///${path.join(folder, "mlflow.db")}`,
      `--artifacts-destination=${path.join(folder, "artifacts")}`,
      ...flags,
    ];
    const served = await serveModel({
      // The older ones start gunicorn.
      ...(profile === "current"
        ? mlflowCommand(args)
        : { command: peersPython(profile), args: (port) => ["-m", "mlflow", ...args(port)] }),
      cwd: folder,
      // Its nine processes for jobs, which the page never asks for, take half of the time that a server takes to start.
      env: { MLFLOW_SERVER_ENABLE_JOB_EXECUTION: "false" },
      readyPath: "/health",
    });
    return new MlflowServer(served, folder);
  }

  async stop(): Promise<void> {
    await this.#served.stop();
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
