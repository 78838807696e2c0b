/** The inference worker: everything that touches a model's weights happens here. */
import type { InferenceWorker } from "#inference/inference-port.ts";
import { serve } from "../rpc/serve.ts";
import { answerPython, offerModel } from "./answer-python.ts";
import { measureSpeed, predict } from "./predict.ts";

serve<InferenceWorker>(self, { predict, measureSpeed, answerPython, offerModel });
