import { throwIfAborted } from "#base/errors.ts";
import type { ModelBundle } from "#bundle/bundle.ts";
import type { InferenceWorker } from "#inference/inference-port.ts";
import type { RuntimeChoice, RuntimeId } from "#inference/runtimes.ts";
import { PythonError } from "#python/bridge.ts";
import { engineHost } from "#python/host/engine-host.ts";
import { serveHost } from "#python/serve-host.ts";
import { BundleReader } from "./bundle-reader.ts";
import { causalModel } from "./causal-model.ts";
import { GenaiModel } from "./genai-model.ts";
import { genaiModels, oneAtATime } from "./loaded-models.ts";
import type { Runtimes } from "./runtime.ts";

/** The context for which the runtime is chosen; Python says only later how long it will be. */
const EXPECTED_TOKENS = 1024;

/** @param runtimes what may run a model. */
export function pythonAnswers(
  runtimes: Runtimes<RuntimeId>,
): Pick<InferenceWorker, "answerPython" | "offerModel"> {
  const offered = new Map<string, { readonly bundle: ModelBundle; readonly runtime: RuntimeChoice }>();

  /** If it is the same model, the one that also answers inference cells. */
  const load = (
    reference: string,
    signal: AbortSignal,
  ): Promise<{ readonly model: GenaiModel; readonly reader: BundleReader }> =>
    oneAtATime(async () => {
      throwIfAborted(signal);
      const model = offered.get(reference);
      // The worker that had it has ended.
      if (model === undefined)
        throw new PythonError("RuntimeError", "The page's engine was started again. Load the model again.");
      const { bundle, runtime } = model;
      const reader = new BundleReader(bundle, () => undefined, signal);
      const loaded = await genaiModels.get(`${bundle.id} ${runtime}`, () =>
        GenaiModel.load(reader, runtimes, runtime, { searchOptions: { max_length: EXPECTED_TOKENS } }),
      );
      return { model: loaded.model, reader };
    });

  return {
    offerModel: (reference, bundle, runtime) => {
      offered.set(reference, { bundle, runtime });
      return Promise.resolve();
    },
    answerPython: async (port, signal) => {
      let last: GenaiModel | null = null;
      const host = engineHost({
        async textModel(reference, interrupted) {
          const { model } = await load(reference, interrupted);
          last = model;
          return model.lend();
        },
        async causalModel(reference, interrupted) {
          const { model, reader } = await load(reference, interrupted);
          last = model;
          return causalModel(model.lend(), reader);
        },
        runtimeInfo: () => last?.runtimeInfo() ?? null,
      });
      const end = serveHost(port, host);
      await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
      end();
      port.close();
    },
  };
}
