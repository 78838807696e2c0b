import { AppError } from "#base/errors.ts";
import type { ModelBundle } from "#bundle/bundle.ts";
import type { BundleReport } from "#bundle/inspect.ts";
import { withParams } from "#mlflow/pyfunc-params.ts";
import { requireTokenizerForStop } from "#mlflow/hub-source.ts";
import { parseInferenceInput } from "#mlflow/parse-inference-input.ts";
import type { RuntimeChoice } from "#inference/runtimes.ts";
import type { Wrapper } from "#wrapper/wrapper.ts";
import type { InferenceRequest } from "#inference/inference-port.ts";

/**
 * The inference port's request for an input as typed, and MLflow's log messages about the input.
 * @param options `alternatives`: how many of the likeliest tokens are kept at each place of the answer; `seed`: for option 1's sampling;
 * `params`: predict's, as typed, for a wrapper that takes some.
 * @throws AppError "invalid-bundle" if the model cannot serve the wrapper's option, "invalid-input" for the text.
 */
export function inferenceRequest(
  { bundle, report }: { readonly bundle: ModelBundle; readonly report: BundleReport },
  wrapper: Wrapper,
  runtime: RuntimeChoice,
  text: string,
  {
    alternatives = 0,
    seed,
    params,
  }: {
    readonly alternatives?: number;
    readonly seed?: number | undefined;
    readonly params?: string | undefined;
  } = {},
): { readonly request: InferenceRequest; readonly warnings: readonly string[] } {
  const readiness = report[wrapper.option].runs;
  if (!readiness.ready) throw new AppError("invalid-bundle", readiness.reason);
  const input = parseInferenceInput(text, wrapper);
  if (wrapper.option === "transformers" && input.option === "transformers") {
    requireTokenizerForStop(input.request, wrapper, bundle);
    const request = {
      option: "transformers",
      bundle,
      wrapper,
      runtime,
      alternatives,
      ...(seed !== undefined && { seed }),
      input: input.request,
    } as const;
    return { request, warnings: input.warnings };
  }
  if (wrapper.option === "pyfunc" && input.option === "pyfunc") {
    const given = withParams(wrapper, params);
    const request = {
      option: "pyfunc",
      bundle,
      wrapper: given.wrapper,
      runtime,
      alternatives,
      input: input.request,
    } as const;
    return { request, warnings: [...input.warnings, ...given.warnings] };
  }
  throw new AppError("internal", "The input was read for the other option.");
}
