/** A Docker image that serves the model's folder, built by its own Dockerfile or by MLflow's command. */
import { PROFILES } from "#wrapper/version-profile.ts";
import { type DeployFile, deployFolder, type DeploymentPlan, modelFolder } from "./deployment.ts";

const PORT = 8080;

/** In MLflow 2.14 it is a Flask application, since 2.22 a FastAPI one. */
export function hasFastApiServer({ wrapper }: DeploymentPlan): boolean {
  return PROFILES[wrapper.profile].scoringServer.kind === "fastapi";
}

export function dockerFiles(plan: DeploymentPlan): DeployFile[] {
  const { settings, wrapper } = plan;
  const folder = modelFolder(plan);
  const deploy = deployFolder(plan);
  const [major, minor] = PROFILES[wrapper.profile].python.split(".");
  const own = hasFastApiServer(plan);
  return [
    {
      path: "Dockerfile",
      text: `# Serves the model at http://localhost:${PORT}/invocations. Built from the folder that holds both this one and the model's.
FROM python:${major}.${minor}-slim

# ONNX Runtime and torch need OpenMP's library
RUN apt-get update && apt-get install -y --no-install-recommends libgomp1 && rm -rf /var/lib/apt/lists/*

# The packages first: they change less often than the model
${copy(`${folder}/requirements.txt`, "/opt/requirements.txt")}
RUN pip install --no-cache-dir -r /opt/requirements.txt${PROFILES[wrapper.profile].scoringServer.packages.map((name) => ` "${name}"`).join("")}

${copy(`${folder}/`, "/opt/model/")}
${own ? `${copy(`${deploy}/serve.py`, "/opt/serve.py")}\n` : ""}
# A language model on a CPU takes its time: MLflow's server gives up after 60 seconds unless it is told
ENV MLFLOW_SCORING_SERVER_REQUEST_TIMEOUT=${settings.timeoutSeconds} \\
    HF_HUB_OFFLINE=1
${own ? `ENV CORS_ORIGINS="${settings.corsOrigins.trim()}"\n` : ""}RUN useradd --create-home server
USER server
WORKDIR /home/server
EXPOSE ${PORT}
HEALTHCHECK --start-period=10m CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://localhost:${PORT}/ping')"]

# One worker: each would hold the weights once more
${
  own
    ? `CMD ["python", "/opt/serve.py", "/opt/model", "--host", "0.0.0.0", "--port", "${PORT}"]`
    : `CMD ["mlflow", "models", "serve", "--model-uri", "/opt/model", "--host", "0.0.0.0", "--port", "${PORT}", "--env-manager", "local", "--workers", "1"]`
}
`,
    },
    ...(own ? [{ path: "serve.py", text: SERVE_PY }] : []),
    {
      path: "build.sh",
      text: `#!/usr/bin/env bash
# Builds the image and runs it: http://localhost:${PORT}/invocations
set -euo pipefail
cd "$(dirname "$0")/.."
docker build --file ${deploy}/Dockerfile --tag ${settings.imageName} .
docker run --rm --publish ${PORT}:${PORT} ${settings.imageName}
`,
    },
    {
      path: "build-with-mlflow.sh",
      text: `#!/usr/bin/env bash
# The same by MLflow's own command, which writes its own Dockerfile, with nginx before the server
set -euo pipefail
cd "$(dirname "$0")/.."
mlflow models build-docker --model-uri ${shellWord(folder)} --name ${settings.imageName} --env-manager local
docker run --rm --publish ${PORT}:8080 --env MLFLOW_MODELS_WORKERS=1 --env MLFLOW_SCORING_SERVER_REQUEST_TIMEOUT=${settings.timeoutSeconds} ${settings.imageName}
`,
    },
  ];
}

/** MLflow's server unchanged, plus CORS for web pages. */
const SERVE_PY = `"""Serves an MLflow model with MLflow's own scoring server, and lets the pages of CORS_ORIGINS ask it.

    python serve.py MODEL [--host 127.0.0.1] [--port 8080]

CORS_ORIGINS holds origins, by commas: https://example.com,http://localhost:5640. Without it no web page may ask.
"""

import argparse
import os

import mlflow
import uvicorn
from fastapi.middleware.cors import CORSMiddleware
from mlflow.pyfunc import scoring_server

parser = argparse.ArgumentParser()
parser.add_argument("model")
parser.add_argument("--host", default="127.0.0.1")
parser.add_argument("--port", type=int, default=${PORT})
arguments = parser.parse_args()

app = scoring_server.init(mlflow.pyfunc.load_model(arguments.model))
origins = [origin.strip() for origin in os.environ.get("CORS_ORIGINS", "").split(",") if origin.strip()]
if origins:
    app.add_middleware(
        CORSMiddleware, allow_origins=origins, allow_methods=["POST"], allow_headers=["authorization", "content-type"]
    )
uvicorn.run(app, host=arguments.host, port=arguments.port)
`;

/** As JSON, the only form for a name with spaces. */
export function copy(from: string, to: string): string {
  return `COPY ${JSON.stringify([from, to])}`;
}

function shellWord(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
