import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import JSZip from "jszip";
import { peersPython } from "../tools/peers/setup.mjs";

const START_MS = 120_000;

/** Real `mlflow models serve` of a zip that the page made. */
export class MlflowServer {
  readonly url: string;
  readonly #process: ChildProcess;
  readonly #folder: string;

  private constructor(url: string, process: ChildProcess, folder: string) {
    this.url = url;
    this.#process = process;
    this.#folder = folder;
  }

  /** @param zip holds one folder, the model. */
  static async start(zip: Buffer, port: number): Promise<MlflowServer> {
    const folder = await mkdtemp(path.join(tmpdir(), "served-"));
    const model = await unzip(zip, folder);
    const child = spawn(
      peersPython(),
      ["-m", "mlflow", "models", "serve", "-m", model, "--env-manager", "local", "--port", String(port)],
      // A group of its own: mlflow starts the server as another process.
      // Its commands, uvicorn among them, lie beside Python.
      {
        detached: true,
        stdio: "ignore",
        env: {
          ...process.env,
          PATH: `${path.dirname(peersPython())}${path.delimiter}${process.env["PATH"]}`,
        },
      },
    );
    const server = new MlflowServer(`http://127.0.0.1:${port}`, child, folder);
    try {
      await server.#ready();
    } catch (error) {
      await server.stop();
      throw error;
    }
    return server;
  }

  async stop(): Promise<void> {
    if (this.#process.pid !== undefined && this.#process.exitCode === null) {
      process.kill(-this.#process.pid, "SIGKILL");
    }
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #ready(): Promise<void> {
    const endMs = Date.now() + START_MS;
    while (Date.now() < endMs) {
      const answered = await fetch(`${this.url}/ping`).then(
        ({ ok }) => ok,
        () => false,
      );
      if (answered) return;
      if (this.#process.exitCode !== null) break;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    throw new Error("mlflow models serve did not start.");
  }
}

/** @returns the one folder in it. */
async function unzip(bytes: Buffer, folder: string): Promise<string> {
  const zip = await JSZip.loadAsync(bytes);
  const entries = Object.values(zip.files).filter((entry) => !entry.dir);
  for (const entry of entries) {
    const file = path.join(folder, entry.name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, await entry.async("nodebuffer"));
  }
  return path.join(folder, entries[0]?.name.split("/")[0] ?? "");
}
