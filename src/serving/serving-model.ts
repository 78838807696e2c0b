import type { ModelBundle } from "#bundle/bundle.ts";
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type { InferenceOutput, InferencePort, InferenceRequest } from "#inference/inference-port.ts";
import { requireTokenizerForStop } from "#mlflow/hub-source.ts";
import { signatureOf } from "#mlflow/model-signature.ts";
import type { RuntimeChoice } from "#inference/runtimes.ts";
import { PROFILES } from "#wrapper/version-profile.ts";
import type { Wrapper } from "#wrapper/wrapper.ts";
import type { ServedModel } from "./predict.ts";

/** What an inference cell ran last. */
export interface RunModel {
  readonly wrapper: Wrapper;
  readonly bundle: ModelBundle;
  readonly runtime: RuntimeChoice;
}

/** That model behind the local endpoint, run by the page's own inference. */
export function servingModel({ wrapper, bundle, runtime }: RunModel, inference: InferencePort): ServedModel {
  const columns = signatureOf(wrapper).inputs ?? [];
  const mlflowVersion = PROFILES[wrapper.profile].packages["mlflow"] ?? "";

  async function run(request: InferenceRequest, signal: AbortSignal): Promise<InferenceOutput> {
    const output = await inference.predict(
      request,
      { onProgress: () => undefined, onTextDelta: () => undefined },
      signal,
    );
    // What was stopped is half an answer, which a server never gives.
    if (output.stopped) throw new AppError("aborted", message`The request was ended.`);
    return output;
  }

  if (wrapper.option === "pyfunc") {
    return {
      option: "pyfunc",
      columns,
      mlflowVersion,
      async predict(prompt, signal) {
        const output = await run({ option: "pyfunc", bundle, wrapper, runtime, input: { prompt } }, signal);
        return output.option === "pyfunc" ? output.response : "";
      },
    };
  }
  return {
    option: "transformers",
    columns,
    mlflowVersion,
    async predict(input, signal) {
      requireTokenizerForStop(input, wrapper, bundle);
      const output = await run({ option: "transformers", bundle, wrapper, runtime, input }, signal);
      const completion = output.option === "transformers" ? output.response[0] : undefined;
      if (completion === undefined) throw new AppError("internal", "There was no completion.");
      return completion;
    },
  };
}
