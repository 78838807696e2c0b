/** The inference worker: everything that touches a model's weights happens here. */
import type { InferenceWorker } from "#inference/inference-port.ts";
import { serve } from "../rpc/serve.ts";
import { answerPython, offerModel } from "./answer-python.ts";
import { measureKernelSpeed } from "./int4/kernel-speed.ts";
import { pageKernelHost } from "./int4/page-kernel-host.ts";
import { oneAtATime } from "./loaded-models.ts";
import { createPredict } from "./predict.ts";
import { runtimes } from "./runtimes.ts";
import { ChatModel } from "./transformers/chat-model.ts";

serve<InferenceWorker>(self, {
  predict: createPredict({ runtimes, loadChatModel: (...model) => ChatModel.load(...model) }),
  measureSpeed: () =>
    oneAtATime(async () => {
      const { machine, loadKernel, startHelper } = pageKernelHost;
      const { threads } = machine;
      return measureKernelSpeed({ kernel: await loadKernel(threads > 1), threads, startHelper });
    }),
  answerPython,
  offerModel,
});
