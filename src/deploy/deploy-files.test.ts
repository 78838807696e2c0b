import { describe, expect, it } from "vitest";
import { english } from "#base/message.ts";
import { parse } from "yaml";
import { defaultWrapper } from "#wrapper/defaults.ts";
import type { WrapperOption } from "#wrapper/wrapper.ts";
import { DEFAULT_DEPLOY_SETTINGS, DEPLOY_TARGETS, type DeploySettings } from "./deploy-settings.ts";
import { allFiles, buildDeployment, type Deployment } from "./deploy-files.ts";
import { chooseInstanceType, neededMemoryBytes } from "./instance-type.ts";
import { parseErrors } from "./testing/parse-errors.ts";

function deployment(
  settings: Partial<DeploySettings>,
  option: WrapperOption = "pyfunc",
  modelBytes = 3e6,
): Deployment {
  return buildDeployment({
    wrapper: defaultWrapper(option),
    modelBytes,
    settings: { ...DEFAULT_DEPLOY_SETTINGS, ...settings },
  });
}

function textOf(made: Deployment, path: string): string {
  const file = made.files.find((each) => each.path === path);
  if (!file) throw new Error(`there is no ${path}`);
  return file.text;
}

describe("every target", () => {
  it("has these files, and samples where its server answers single requests", () => {
    const paths = DEPLOY_TARGETS.map((target) => allFiles(deployment({ target })).map(({ path }) => path));
    const samples = (form: string) =>
      ["py", "mjs", "cs", "R", "sh"].map((ending) => `samples/query-${form}.${ending}`);
    const azure = ["README.md", "check.py", "model.yml", "endpoint.yml", "deployment.yml"];
    const docker = ["README.md", "check.py", "Dockerfile", "serve.py", "build.sh", "build-with-mlflow.sh"];
    const kserve = [
      "README.md",
      "check.py",
      "inference-service.yml",
      "serving-runtime.yml",
      "Dockerfile",
      "deploy.sh",
    ];
    const online = ["score/score.py", "environment/conda.yaml", "deploy.sh", "deploy.py", "request.json"];
    const batch = ["score/batch.py", "environment/conda.yaml", "deploy.sh", "deploy.py"];
    const databricks = ["README.md", "check.py", "endpoint.json", "register.py", "deploy.sh"];
    expect(paths).toEqual([
      [...azure, ...online, ...samples("input-data")],
      [...azure, ...batch, "inputs/questions.jsonl"],
      [...docker, ...samples("dataframe-split"), ...samples("inputs")],
      [...kserve, ...samples("dataframe-split")],
      [...databricks, ...samples("dataframe-split"), ...samples("inputs")],
      ["README.md", "check.py", "batch.py", "questions.jsonl"],
    ]);
  });

  it("has scripts without an error for their language's grammar", async () => {
    for (const target of DEPLOY_TARGETS) {
      for (const option of ["transformers", "pyfunc"] as const) {
        for (const { path, text } of deployment({ target }, option).files) {
          const language = path.endsWith(".py") ? "python" : path.endsWith(".sh") ? "bash" : null;
          const errors = language ? await parseErrors(language, text) : [];
          expect({ target, path, errors }).toEqual({ target, path, errors: [] });
        }
      }
    }
  });

  it("says in its README what lies in the folder, and how to begin", () => {
    for (const target of DEPLOY_TARGETS) {
      const made = deployment({ target });
      const readme = textOf(made, "README.md");
      const unnamed = made.files.slice(1).filter(({ path }) => !readme.includes(`\`${path}\``));
      expect(unnamed).toEqual([]);
      expect(readme).toContain("phi3_mlflow_model/");
    }
  });
});

it("KServe's files name each other, and ask for the memory that the model needs", () => {
  const made = deployment(
    { target: "kserve", endpointName: "phi-3", storageUri: "s3://b/phi3" },
    "pyfunc",
    2.7e9,
  );
  const service = parse(textOf(made, "inference-service.yml")) as {
    spec: { predictor: { timeout: number; containerConcurrency: number; model: Record<string, unknown> } };
  };
  const { predictor } = service.spec;
  expect(predictor).toEqual({
    minReplicas: 1,
    timeout: 120,
    containerConcurrency: 1,
    model: {
      modelFormat: { name: "mlflow" },
      protocolVersion: "v2",
      runtime: "phi-3-runtime",
      storageUri: "s3://b/phi3",
      resources: { requests: { cpu: "4", memory: "9Gi" }, limits: { cpu: "8", memory: "9Gi" } },
    },
  });
  const runtime = parse(textOf(made, "serving-runtime.yml")) as { metadata: { name: string } };
  expect(runtime.metadata.name).toBe("phi-3-runtime");
});

it("an image of MLflow 2.22 has the Starlette that its server runs with, and lets pages ask it", () => {
  const made = buildDeployment({
    wrapper: defaultWrapper("pyfunc", "mid-2025"),
    modelBytes: 3e6,
    settings: { ...DEFAULT_DEPLOY_SETTINGS, target: "docker" },
  });
  expect(textOf(made, "Dockerfile").match(/^RUN pip .*$/gm)).toEqual([
    'RUN pip install --no-cache-dir -r /opt/requirements.txt "starlette<1"',
  ]);
  expect(textOf(made, "serve.py")).toContain("CORS_ORIGINS");
  expect(textOf(made, "README.md")).toContain("add `starlette<1`");
});

it("an image of MLflow 2.14 is served by MLflow's command: its server takes no leave for pages", () => {
  const wrapper = defaultWrapper("pyfunc", "mid-2024");
  const made = buildDeployment({
    wrapper,
    modelBytes: 3e6,
    settings: { ...DEFAULT_DEPLOY_SETTINGS, target: "docker" },
  });
  expect(made.files.map(({ path }) => path)).not.toContain("serve.py");
  expect(textOf(made, "Dockerfile")).toContain('CMD ["mlflow", "models", "serve"');
});

it("an image takes names with spaces", () => {
  const made = buildDeployment({
    wrapper: { ...defaultWrapper("pyfunc"), name: "my phi 3" },
    modelBytes: 3e6,
    settings: { ...DEFAULT_DEPLOY_SETTINGS, target: "docker" },
  });
  const copies = textOf(made, "Dockerfile").match(/^COPY .*$/gm);
  expect(copies).toEqual([
    'COPY ["my phi 3/requirements.txt","/opt/requirements.txt"]',
    'COPY ["my phi 3/","/opt/model/"]',
    'COPY ["deploy-docker/serve.py","/opt/serve.py"]',
  ]);
  expect(textOf(made, "build-with-mlflow.sh")).toContain("--model-uri 'my phi 3' ");
});

it("the smallest size with enough memory is chosen", () => {
  const chosen = [3e6, 2.7e9, 7.6e9, 28e9, 150e9, 1e12].map((bytes) => chooseInstanceType(bytes).name);
  expect(chosen).toEqual([
    "Standard_F4s_v2",
    "Standard_F8s_v2",
    "Standard_F16s_v2",
    "Standard_F32s_v2",
    "Standard_E64s_v3",
    "Standard_E64s_v3",
  ]);
  expect(neededMemoryBytes(2.7e9)).toBe(3 * 2 ** 30 + 5.4e9);
});

it("the notes tell when a size is too small, unknown, or what it has", () => {
  const notes = (instanceType: string) => deployment({ instanceType }, "pyfunc", 7.6e9).notes.map(english);
  expect(notes("")).toEqual([
    "This model needs about 17 GiB of memory; Standard_F16s_v2 has 32 GiB and 16 virtual CPUs. Each instance counts against your quota for that VM family.",
  ]);
  expect(notes("Standard_F8s_v2")).toEqual([
    "This model needs about 17 GiB of memory, and Standard_F8s_v2 has 16 GiB: it may be stopped while it loads. Choose a larger size.",
  ]);
  expect(notes("Standard_X1")).toEqual([
    "This model needs about 17 GiB of memory. This page does not know whether Standard_X1 has that much.",
  ]);
});

it("refuses settings that the platform would refuse", () => {
  expect(() => deployment({ endpointName: "x" })).toThrow("Azure ML wants an endpoint's name");
});
