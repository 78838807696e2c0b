import { AppError } from "#base/errors.ts";

const PROXY = "api/2.0/mlflow-artifacts/artifacts";

/**
 * The path, below the server's address, at which a file of an artifact location is put
 * (mlflow/store/artifact/mlflow_artifacts_repo.py, resolve_uri).
 *
 * @param artifactUri "mlflow-artifacts:/0/models/m-…/artifacts", with or without a host.
 * @throws AppError "unsupported" when the artifacts lie where only Python reaches them: a folder, a cloud's bucket.
 */
export function artifactProxyPath(artifactUri: string, path: string, serverUrl: string): string {
  const segments = path.split("/").map(encodeURIComponent).join("/");
  if (artifactUri.startsWith("mlflow-artifacts:")) {
    const root = artifactUri.slice("mlflow-artifacts:".length).replace(/^\/\/[^/]*/, "");
    return `${PROXY}${encodePath(root)}/${segments}`;
  }
  const proxied = `${serverUrl}/${PROXY}/`;
  if (artifactUri.startsWith(proxied)) return `${PROXY}/${artifactUri.slice(proxied.length)}/${segments}`;
  throw new AppError(
    "unsupported",
    `The server keeps this experiment's artifacts at ${artifactUri}, which a page cannot reach. ` +
      "Start it with mlflow server --serve-artifacts --artifacts-destination <where they are to lie>, and choose an experiment that is created then: an experiment keeps the place that it was created with.",
    { details: { artifactUri } },
  );
}

function encodePath(path: string): string {
  return path
    .replace(/^\/*/, "/")
    .replace(/\/+$/, "")
    .split("/")
    .map((segment) => encodeURIComponent(decodeURIComponent(segment)))
    .join("/");
}
