/** The inference worker: everything that touches a model's weights happens here. */
import type { InferenceWorker } from "#inference/inference-port.ts";
import { serve } from "../rpc/serve.ts";
import { pythonAnswers } from "./answer-python.ts";
import { measureKernelSpeed } from "./int4/kernel-speed.ts";
import { pageKernelHost } from "./int4/page-kernel-host.ts";
import { LoadedModels } from "./loaded-models.ts";
import { allLoaders } from "./loaders.ts";
import { createPredict } from "./predict.ts";

const { runtimes, predictChat } = allLoaders(pageKernelHost);
const models = new LoadedModels(runtimes);

serve<InferenceWorker>(self, {
  predict: createPredict(models, predictChat),
  measureSpeed: () =>
    models.inTurn(async () => {
      const { machine, loadKernel, startHelper } = pageKernelHost;
      const { threads } = machine;
      return measureKernelSpeed({ kernel: await loadKernel(threads > 1), threads, startHelper });
    }),
  ...pythonAnswers(models),
});
