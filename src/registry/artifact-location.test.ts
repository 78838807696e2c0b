import { expect, test } from "vitest";
import { artifactProxyPath } from "./artifact-location.ts";

const SERVER = "http://localhost:5000";

test.each([
  [
    "mlflow-artifacts:/0/models/m-1/artifacts",
    "api/2.0/mlflow-artifacts/artifacts/0/models/m-1/artifacts/model/a%20b.bin",
  ],
  [
    "mlflow-artifacts://other:5000/0/r/artifacts/",
    "api/2.0/mlflow-artifacts/artifacts/0/r/artifacts/model/a%20b.bin",
  ],
  [
    "http://localhost:5000/api/2.0/mlflow-artifacts/artifacts/0/r/artifacts",
    "api/2.0/mlflow-artifacts/artifacts/0/r/artifacts/model/a%20b.bin",
  ],
  [
    "mlflow-artifacts:/100%/r/artifacts",
    "api/2.0/mlflow-artifacts/artifacts/100%25/r/artifacts/model/a%20b.bin",
  ],
])("a file below %s is put through the server", (uri, path) => {
  expect(artifactProxyPath(uri, "model/a b.bin", SERVER)).toBe(path);
});

test.each([
  "file:///srv/mlruns/0/r/artifacts",
  "/srv/mlruns/0",
  "s3://bucket/0",
  "http://elsewhere/artifacts",
])("%s cannot be reached by a page, and the message says which flag helps", (uri) => {
  expect(() => artifactProxyPath(uri, "MLmodel", SERVER)).toThrow("--serve-artifacts");
});
