import { percentEncoded, percentEncodedPath } from "#base/percent-encoded.ts";
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { percentDecoded } from "#base/percent-decoded.ts";

const ARTIFACTS = "api/2.0/mlflow-artifacts";
const PROXY = `${ARTIFACTS}/artifacts`;

/**
 * The path below the server's address for a PUT of a file in an artifact location (mlflow/store/artifact/mlflow_artifacts_repo.py,
 * resolve_uri).
 * @param artifactUri "mlflow-artifacts:/0/models/m-…/artifacts", with or without a host.
 * @throws AppError "unsupported" if only Python can reach the artifacts: a folder, a cloud's bucket.
 */
export function artifactProxyPath(artifactUri: string, path: string, serverUrl: string): string {
  const segments = percentEncodedPath(path);
  return `${PROXY}${encodePath(proxiedRoot(artifactUri, serverUrl))}/${segments}`;
}

/**
 * The path below the server's address for an upload in parts of a file in that folder of an artifact location
 * (mlflow/store/artifact/http_artifact_repo.py, _construct_artifact_uri_and_path).
 * @param folder "" for the location itself.
 * @throws AppError "unsupported", as `artifactProxyPath`.
 */
export function multipartPath(
  step: "create" | "complete" | "abort",
  artifactUri: string,
  folder: string,
  serverUrl: string,
): string {
  const below = folder === "" ? "" : `/${percentEncodedPath(folder)}`;
  return `${ARTIFACTS}/mpu/${step}${encodePath(proxiedRoot(artifactUri, serverUrl))}${below}`;
}

/**
 * The path, below the server's address, that lists a folder of an artifact location.
 *
 * @param folder "" for the location itself.
 * @throws AppError "unsupported", as `artifactProxyPath`.
 */
export function artifactListPath(artifactUri: string, folder: string, serverUrl: string): string {
  const root = proxiedRoot(artifactUri, serverUrl).replaceAll(/^\/+|(?<!\/)\/+$/g, "");
  const path = folder === "" ? percentDecoded(root) : `${percentDecoded(root)}/${folder}`;
  return `${PROXY}?${new URLSearchParams({ path }).toString()}`;
}

/** The location's path below the root of the server's artifacts. */
function proxiedRoot(artifactUri: string, serverUrl: string): string {
  if (artifactUri.startsWith("mlflow-artifacts:")) {
    return artifactUri.slice("mlflow-artifacts:".length).replace(/^\/\/[^/]*/, "");
  }
  const proxied = `${serverUrl}/${PROXY}/`;
  if (artifactUri.startsWith(proxied)) return artifactUri.slice(proxied.length);
  throw new AppError(
    "unsupported",
    message`The server stores these artifacts at ${artifactUri}, which a page cannot reach. Start it with mlflow server --serve-artifacts --artifacts-destination FOLDER, and choose a new experiment: an experiment keeps the place it was created with.`,
    { details: { artifactUri } },
  );
}

function encodePath(path: string): string {
  return path
    .replace(/^\/*/, "/")
    .replace(/(?<!\/)\/+$/, "")
    .split("/")
    .map((segment) => percentEncoded(percentDecoded(segment)))
    .join("/");
}
