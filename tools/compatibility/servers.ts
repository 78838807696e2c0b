/** The servers that a model is put into, each started from the files of the page's zips, and what they answer. */
import path from "node:path";
import { mlflowCommand, serveModel, type ServeOptions } from "../peers/served-model.ts";
import { peersCommands } from "../peers/setup.mjs";
import {
  type AnswerForm,
  answerText,
  type ModelInput,
  type PayloadForm,
  requestBody,
} from "#deploy/sample-request.ts";

/** MLflow's own, of the environment whose Python that is. */
export function mlflowServer(python: string, model: string): ServeOptions {
  return {
    command: path.join(path.dirname(python), "mlflow"),
    args: modelsServe(model),
    readyPath: "/ping",
  };
}

/** The same of the profile "current", in a tenth of the time, for all but one test of it. */
export function forkedMlflowServer(model: string): ServeOptions {
  return { ...mlflowCommand(modelsServe(model)), readyPath: "/ping" };
}

function modelsServe(model: string): ServeOptions["args"] {
  return (port) =>
    `models serve --port ${port} --env-manager local --workers 1 --model-uri`.split(" ").concat(model);
}

/** Azure ML's, with the scoring script of the deployment's folder. */
export function azureMlServer(model: string, deploy: string): ServeOptions {
  return {
    command: path.join(peersCommands("inference-server"), "azmlinfsrv"),
    args: (port) =>
      `--port ${port} --health_port ${port + 1} --entry_script`
        .split(" ")
        .concat(path.join(deploy, "score/score.py"), "--model_dir", path.dirname(model)),
    readyPath: "/",
  };
}

/** MLServer, set as serving-runtime.yml sets it, but for the ports. */
export function mlserver(model: string): ServeOptions {
  return {
    command: path.join(peersCommands("mlserver"), "mlserver"),
    args: () => ["start", path.dirname(model)],
    env: {
      MLSERVER_MODEL_IMPLEMENTATION: "mlserver_mlflow.MLflowRuntime",
      MLSERVER_MODEL_NAME: path.basename(model),
      MLSERVER_MODEL_URI: model,
      MLSERVER_PARALLEL_WORKERS: "0",
      MLSERVER_GRPC_PORT: "0",
      MLSERVER_METRICS_PORT: "0",
    },
    readyPath: "/v2/health/ready",
    portVariable: "MLSERVER_HTTP_PORT",
  };
}

/** @returns the answer to each form. @throws Error with what the server said instead. */
export async function answersOf(
  options: ServeOptions,
  askPath: string,
  forms: readonly PayloadForm[],
  { answers, input }: { readonly answers: AnswerForm; readonly input: ModelInput },
): Promise<string[]> {
  const server = await serveModel(options);
  try {
    const told: string[] = [];
    for (const form of forms) {
      const response = await fetch(`${server.origin}${askPath}`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(requestBody(form, input)),
      });
      const text = await response.text();
      const answer = response.ok ? answerText(answers, JSON.parse(text)) : null;
      if (answer === null) throw new Error(`${form}: ${response.status}: ${text.slice(0, 200)}`);
      told.push(answer);
    }
    return told;
  } finally {
    await server.stop();
  }
}
