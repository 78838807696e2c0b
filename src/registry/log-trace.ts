/** Sends a call to a tracking server as a trace, as MLflow's client does: the span, then the trace that it belongs to. */
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { MlflowClient } from "./mlflow-client.ts";
import type { PublishOptions } from "./publish.ts";
import type { LoggedTrace, TraceRequest } from "./registry-port.ts";
import { otlpOf, traceInfoOf } from "./trace.ts";

/** The first version that accepts spans at /v1/traces: MLflow 3.4. */
const FIRST_MINOR = 4;

/** @throws AppError, as `RegistryPort.logTrace` says. */
export async function logTrace(
  { server, experiment, modelId, call }: TraceRequest,
  {
    platform,
    signal,
    onProgress,
    newUuid,
  }: Pick<PublishOptions, "platform" | "signal" | "onProgress" | "newUuid">,
): Promise<LoggedTrace> {
  const client = new MlflowClient(server, platform, signal);
  onProgress({ label: message`Asking the server` });
  const version = await client.version();
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major < 3 || (major === 3 && minor < FIRST_MINOR)) throw tooOld(server.url, version);
  const experimentId = await client.experimentId(experiment);
  const hex = (): string => newUuid().replaceAll("-", "");
  const ids = { trace: hex(), span: hex().slice(0, 16) };
  onProgress({ label: message`Sending the trace` });
  await client.logSpans(experimentId, otlpOf(call, ids));
  await client.startTrace(traceInfoOf(call, ids, experimentId, modelId));
  return { serverUrl: server.url, experimentId, traceId: `tr-${ids.trace}` };
}

function tooOld(url: string, version: string): AppError {
  return new AppError(
    "unsupported",
    message`${url} runs MLflow ${version}, which does not accept traces from a page. Use MLflow 3.4 or later.`,
    { details: { url } },
  );
}
