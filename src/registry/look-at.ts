import type { ServerContents } from "./registry-port.ts";
import { MlflowClient } from "./mlflow-client.ts";
import type { ServerAccess, ServerPlatform } from "./server.ts";

/** Asks a server for its version, experiments and registered models. @throws AppError, as the client. */
export async function lookAt(
  access: ServerAccess,
  platform: ServerPlatform,
  signal: AbortSignal,
): Promise<ServerContents> {
  const client = new MlflowClient(access, platform, signal);
  const serverVersion = await client.version();
  const experiments = await client.searchExperiments();
  return { serverVersion, experiments, versions: await client.searchModelVersions() };
}
