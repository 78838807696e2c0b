/** The inference worker: everything that touches a model's weights happens here. It is the package's, with more methods. */
import { message } from "#base/message.ts";
import type { PageMethods } from "#inference/inference-port.ts";
import type { EngineWorker } from "#library/engine-port.ts";
import { createEngine } from "../library/create-engine.ts";
import { serve } from "../rpc/serve.ts";
import { pythonAnswers } from "./answer-python.ts";
import { measureKernelSpeed } from "./int4/kernel-speed.ts";
import { pageKernelHost } from "./int4/page-kernel-host.ts";
import { useOneThread } from "./ort-web/threads.ts";
import { LoadedModels } from "./loaded-models.ts";
import { allLoaders } from "./loaders.ts";

const loaders = allLoaders(pageKernelHost);
const models = new LoadedModels(loaders.runtimes);

serve<EngineWorker & PageMethods>(self, {
  ...createEngine(loaders, models),
  measureSpeed: () =>
    models.inTurn(async () => {
      const { machine, loadKernel, startHelper } = pageKernelHost;
      const { threads } = machine;
      return measureKernelSpeed({ kernel: await loadKernel(threads > 1), threads, startHelper });
    }),
  useOneThread: async () =>
    useOneThread(
      message`A worker with threads stopped answering while it loaded this model, so it was loaded again with one thread.`,
    ),
  ...pythonAnswers(models),
});
