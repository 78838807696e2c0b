#!/usr/bin/env node
/** `phi3-mlflow serve MODEL`: `mlflow models serve` in JavaScript, and OpenAI's API. */
import { once } from "node:events";
import type { Server } from "node:http";
import { parseArgs } from "node:util";
import { AppError, createServer, loadMlflowModel } from "./index.ts";

const USAGE = `Usage: phi3-mlflow serve MODEL [--host 127.0.0.1] [--port 5000] [--onnx FOLDER] [--max-body-mb 64]

  MODEL          an MLflow model: a zip, a folder or an address
  --onnx         the same weights in ONNX, for a model of the transformers flavor
  --max-body-mb  the largest body of a request; a larger one is answered with status 413
`;

/** As shells have it for Ctrl+C. */
const INTERRUPTED = 130;

/** The command as it was given is wrong. */
class UsageError extends Error {}

interface Command {
  readonly source: string;
  readonly host: string;
  readonly port: number;
  readonly onnx: string | undefined;
  readonly maxBodyBytes: number;
}

/** @returns null where help was asked for. */
function commandOf(args: readonly string[]): Command | null {
  const { values, positionals } = parsed(args);
  if (values.help === true) return null;
  const [command, source, ...rest] = positionals;
  if (command !== "serve" || source === undefined || rest.length > 0)
    throw new UsageError("Give the command serve and one model.");
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new UsageError(`--port is ${values.port}; give a number from 0 to 65535.`);
  const megabytes = Number(values["max-body-mb"]);
  if (!(megabytes > 0))
    throw new UsageError(`--max-body-mb is ${values["max-body-mb"]}; give a number above 0.`);
  return {
    source,
    host: values.host,
    port,
    onnx: values.onnx,
    maxBodyBytes: Math.round(megabytes * 2 ** 20),
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        host: { type: "string", default: "127.0.0.1" },
        port: { type: "string", default: "5000" },
        onnx: { type: "string" },
        "max-body-mb": { type: "string", default: "64" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

async function main(): Promise<void> {
  const command = commandOf(process.argv.slice(2));
  if (command === null) {
    console.log(USAGE);
    return;
  }
  const { source, host, port, onnx, maxBodyBytes } = command;
  const interrupted = new AbortController();
  // A second Ctrl+C ends the process at once.
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => interrupted.abort());
  const { signal } = interrupted;
  const model = await loadMlflowModel(source, { signal, ...(onnx !== undefined && { onnx }) });
  const server = createServer(model, {
    maxBodyBytes,
    onError: ({ code, message }) => console.error(`${message} (${code})`),
  });
  try {
    await listening(server, port, host);
    const address = server.address();
    const taken = typeof address === "object" && address !== null ? address.port : port;
    const origin = `http://${host.includes(":") ? `[${host}]` : host}:${taken}`;
    console.log(`Listening at ${origin}
  POST ${origin}/invocations
  POST ${origin}/v1/chat/completions
Press Ctrl+C to stop.`);
    if (!signal.aborted) await once(signal, "abort");
    server.close();
    server.closeAllConnections();
  } finally {
    await model.dispose();
  }
}

async function listening(server: Server, port: number, host: string): Promise<void> {
  try {
    await once(server.listen(port, host), "listening");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EADDRINUSE")
      throw new UsageError(`Port ${port} of ${host} is in use. Choose another one with --port.`);
    if (code === "EACCES")
      throw new UsageError(`Port ${port} of ${host} may not be used. Choose one above 1023 with --port.`);
    throw new UsageError(
      `The server cannot listen at ${host}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

main().catch((error: unknown) => {
  if (error instanceof UsageError) {
    console.error(`${error.message}\n\n${USAGE}`);
    process.exitCode = 2;
    return;
  }
  const { code, message } = AppError.from(error);
  if (code === "aborted") {
    process.exitCode = INTERRUPTED;
    return;
  }
  console.error(`${message} (${code})`);
  process.exitCode = 1;
});
