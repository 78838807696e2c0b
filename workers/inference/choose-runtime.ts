import { AppError } from "#base/errors.ts";
import { joined, message, type Wording } from "#base/message.ts";
import type { RuntimeFacts } from "#inference/inference-port.ts";
import { mayRunElsewhere } from "./may-run-elsewhere.ts";
import type { DecoderToLoad, LoadedRuntime, Runtime, Runtimes } from "./runtime.ts";

/** A runtime, and the reason it was chosen. */
export type ChosenRuntime = Omit<LoadedRuntime, "info"> & { readonly info: () => RuntimeFacts };

/**
 * Chooses what runs a decoder: the named runtime, or with "automatic" the first in the list that knows the model.
 * @throws AppError "unsupported" if none knows it; errors of loading.
 */
export async function chooseRuntime<Id extends string>(
  runtimes: Runtimes<Id>,
  choice: NoInfer<Id> | "automatic",
  model: DecoderToLoad,
): Promise<ChosenRuntime> {
  return choice === "automatic"
    ? firstThatKnows(Object.values<Runtime>(runtimes), model)
    : chosenByHand(runtimes[choice], model);
}

async function firstThatKnows(runtimes: readonly Runtime[], model: DecoderToLoad): Promise<ChosenRuntime> {
  let refusal: AppError | null = null;
  for (const { load, whyFirst } of runtimes) {
    try {
      return withReason(await load(model), refusal?.wording ?? whyFirst);
    } catch (error) {
      if (!mayRunElsewhere(error)) throw error;
      refusal = error;
    }
  }
  throw refusal ?? new Error("There is no runtime.");
}

async function chosenByHand({ load }: Runtime, model: DecoderToLoad): Promise<ChosenRuntime> {
  try {
    return withReason(await load(model), message`It was asked for.`);
  } catch (error) {
    if (!mayRunElsewhere(error) || error.code !== "unsupported") throw error;
    const remedy = message`Choose the runtime automatic or onnxruntime-web.`;
    throw new AppError("unsupported", joined([error.wording, remedy], " "), { cause: error });
  }
}

function withReason({ info, ...loaded }: LoadedRuntime, reason: Wording): ChosenRuntime {
  return { ...loaded, info: () => ({ ...info(), reason }) };
}
