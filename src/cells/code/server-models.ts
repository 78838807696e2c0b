/** What a code cell does for `log_model` and `load_model` with a tracking server: the page makes, sends and fetches the files. */
import { AppError } from "#base/errors.ts";
import { message, type Wording } from "#base/message.ts";
import type { ModelBundle } from "#bundle/bundle.ts";
import { embeddedBundleId } from "#bundle/embedded-bundle.ts";
import { findPipelineOnnx } from "#bundle/model-files.ts";
import type { ModelFacts, PyfuncParts, PythonParts } from "#mlflow/open/python-parts.ts";
import type { SessionHost } from "#python/python-session.ts";
import type { ServerModel, ServerModels } from "#python/server-models.ts";
import type { RunContext } from "../cell-behaviour.ts";
import type { LoggedModel } from "./code-cell.ts";

/** @param sent is told of each model that is on the server, by what Python has told of it: the cell then shows that one. */
export function serverModels(context: RunContext, sent: Map<string, LoggedModel>): ServerModels {
  const onProgress: RunContext["events"]["onProgress"] = (progress) => context.events.onProgress(progress);
  return {
    async upload(told, where, server, signal) {
      const { loggedModel } = await import("./logged-model.ts");
      const { modelId, artifactPath, runId, owner } = where;
      const logged = { runId, modelId, artifactPath };
      const model = await loggedModel(told, { ...context, signal }, logged);
      if ("why" in model.made) throw new AppError("unsupported", noFiles(model.made.why));
      const { artifact } = model.made;
      const uploaded = await context.registry.uploadModel(server, { owner, artifact }, onProgress, signal);
      sent.set(told.json, model);
      return uploaded;
    },
    async open(server, location, offer, signal) {
      const bundle = await context.registry.downloadModel(server, location, onProgress, signal);
      const parts = await context.reader.pythonParts(bundle, signal);
      return "pipeline" in parts
        ? openPipeline(bundle, parts, offer, context, signal)
        : openClass(bundle, parts, offer);
    },
  };
}

function noFiles(why: Wording): Wording {
  return message`The page has no files of this model to send: ${why}`;
}

async function openClass(
  bundle: ModelBundle,
  { facts, pyfunc }: { readonly facts: ModelFacts; readonly pyfunc: PyfuncParts },
  offer: SessionHost["offer"],
): Promise<ServerModel> {
  const { decoders, own, opened, texts, loader, ...model } = pyfunc;
  const artifacts = await Promise.all(
    decoders.map(async ({ key, name, files }) => {
      const decoder = { ...bundle, id: `${bundle.id}-${key}`, name, files };
      return [key, { folder: name, reference: await offer(decoder, "automatic") }] as const;
    }),
  );
  const isFromCode = model.object === null;
  // Made of entries: a key is anyone's text, and JSON has no other use for it.
  const json = { ...model, isFromCode, artifacts: Object.fromEntries(artifacts), files: own };
  return { model: JSON.stringify({ flavor: "pyfunc", facts, loader, model: json }), opened, texts };
}

/** A pipeline's files hold safetensors, and the page's engine runs ONNX: it has that form of its own model's weights. */
async function openPipeline(
  bundle: ModelBundle,
  { facts, pipeline }: Extract<PythonParts, { pipeline: unknown }>,
  offer: SessionHost["offer"],
  { reader, bundles }: RunContext,
  signal: AbortSignal,
): Promise<ServerModel> {
  const embedded = await bundles.get(embeddedBundleId, signal).catch(() => null);
  const opened = await reader.openModel(bundle, embedded, signal);
  const [note] = opened.notes;
  if (opened.wrapper === null || embedded === null || !findPipelineOnnx(opened.bundle, null))
    throw new AppError(
      "unsupported",
      note ??
        message`Python in this page cannot load this pipeline: its weights are safetensors, and the page's engine runs ONNX.`,
    );
  const reference = await offer(embedded, "automatic");
  return {
    model: JSON.stringify({ flavor: "transformers", facts, reference, ...pipeline }),
    opened: null,
    texts: [],
  };
}
