#!/usr/bin/env node
/** `phi3-mlflow serve MODEL`: `mlflow models serve` in JavaScript. */
import { parseArgs } from "node:util";
import { AppError, createServer, loadMlflowModel } from "./index.ts";

const USAGE = `Usage: phi3-mlflow serve MODEL [--host 127.0.0.1] [--port 5000] [--onnx FOLDER]

  MODEL   an MLflow model: a zip, a folder or an address
  --onnx  the same weights in ONNX, for a model of the transformers flavor
`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      host: { type: "string", default: "127.0.0.1" },
      port: { type: "string", default: "5000" },
      onnx: { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });
  const [command, source, ...rest] = positionals;
  if (values.help === true) {
    console.log(USAGE);
    return;
  }
  if (command !== "serve" || source === undefined || rest.length > 0) {
    console.error(USAGE);
    process.exitCode = 2;
    return;
  }
  const model = await loadMlflowModel(source, values.onnx === undefined ? {} : { onnx: values.onnx });
  const server = createServer(model, {
    onError: ({ code, message }) => console.error(`${message} (${code})`),
  });
  server.once("error", (error) => {
    console.error(error.message);
    process.exit(1);
  });
  server.listen(Number(values.port), values.host, () => {
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : values.port;
    console.log(`Listening at http://${values.host}:${port}`);
  });
}

main().catch((error: unknown) => {
  const { code, message } = AppError.from(error);
  console.error(`${message} (${code})`);
  process.exit(1);
});
