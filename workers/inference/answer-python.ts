import type { PageMethods } from "#inference/inference-port.ts";
import { PythonError } from "#python/bridge.ts";
import { engineHost } from "#python/host/engine-host.ts";
import { serveHost } from "#python/serve-host.ts";
import { BundleReader } from "./bundle-reader.ts";
import { causalModel } from "./causal-model.ts";
import type { GenaiModel } from "./genai-model.ts";
import { lend } from "./lent-decoder.ts";
import type { LoadedModels, ModelChoice } from "./loaded-models.ts";
import { nextMacrotask } from "./next-macrotask.ts";

/** The context for which the runtime is chosen; Python says only later how long it will be. */
const EXPECTED_TOKENS = 1024;

export function pythonAnswers(models: LoadedModels): Pick<PageMethods, "answerPython" | "offerModel"> {
  const offered = new Map<string, ModelChoice>();

  /** If it is the same model, the one that also answers inference cells. */
  const load = (
    reference: string,
    signal: AbortSignal,
  ): Promise<{ readonly model: GenaiModel; readonly reader: BundleReader }> =>
    models.inTurn(async () => {
      const model = offered.get(reference);
      // The worker that had it has ended.
      if (model === undefined)
        throw new PythonError("RuntimeError", "The page's engine was started again. Load the model again.");
      const reader = new BundleReader(model.bundle, () => undefined, signal);
      const options = { searchOptions: { max_length: EXPECTED_TOKENS } };
      const loaded = await models.genai(model, options, reader);
      return { model: loaded.model, reader };
    }, signal);

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
          return lend(model);
        },
        async causalModel(reference, interrupted) {
          const { model, reader } = await load(reference, interrupted);
          last = model;
          return causalModel(lend(model), reader);
        },
        yieldControl: nextMacrotask,
        runtimeInfo: () => last?.runtimeInfo() ?? null,
      });
      const end = serveHost(port, host);
      await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
      end();
      port.close();
    },
  };
}
