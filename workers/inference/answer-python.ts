import { throwIfAborted } from "#base/errors.ts";
import type { ModelBundle } from "#bundle/bundle.ts";
import type { InferenceWorker } from "#inference/inference-port.ts";
import { PythonError } from "#python/bridge.ts";
import { engineHost } from "#python/host/engine-host.ts";
import { serveHost } from "#python/serve-host.ts";
import { BundleReader } from "./bundle-reader.ts";
import { causalModel } from "./causal-model.ts";
import { GenaiModel } from "./genai-model.ts";
import { genaiModels, oneAtATime } from "./loaded-models.ts";

/** How long a context the runtime is chosen for; Python says what it wants only afterwards. */
const EXPECTED_TOKENS = 1024;

const offered = new Map<string, ModelBundle>();

export const offerModel: InferenceWorker["offerModel"] = (reference, bundle) => {
  offered.set(reference, bundle);
  return Promise.resolve();
};

export const answerPython: InferenceWorker["answerPython"] = async (port, signal) => {
  const host = engineHost({
    textModel: async (reference, interrupted) => (await load(reference, interrupted)).model.lend(),
    async causalModel(reference, interrupted) {
      const { model, reader } = await load(reference, interrupted);
      return causalModel(model.lend(), reader);
    },
  });
  const end = serveHost(port, host);
  await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
  end();
  port.close();
};

/** The one that answers inference cells too, where it is the same model. */
function load(
  reference: string,
  signal: AbortSignal,
): Promise<{ readonly model: GenaiModel; readonly reader: BundleReader }> {
  return oneAtATime(async () => {
    throwIfAborted(signal);
    const bundle = offered.get(reference);
    // The worker that had it has ended.
    if (bundle === undefined)
      throw new PythonError("RuntimeError", "The page's engine was started again. Load the model again.");
    const reader = new BundleReader(bundle, () => undefined, signal);
    const { model } = await genaiModels.get(`${bundle.id} automatic`, () =>
      GenaiModel.load(reader, "automatic", { searchOptions: { max_length: EXPECTED_TOKENS } }),
    );
    return { model, reader };
  });
}
