import { pythonStr } from "#python-values/python-repr.ts";
import type { ModelBundle } from "#bundle/bundle.ts";
import { modelConfigJson } from "#wrapper/model-config.ts";
import type { Wrapper } from "#wrapper/wrapper.ts";
import type { GenerationMetrics } from "#inference/inference-port.ts";
import type { RunRecord } from "#registry/registry-port.ts";

/** What a run on a tracking server records: the wrapper's settings, and how fast it answered in this page. */
export function runRecord(
  wrapper: Wrapper,
  bundle: ModelBundle,
  metrics: GenerationMetrics | null,
): RunRecord {
  const settings =
    wrapper.option === "transformers"
      ? { task: wrapper.task, ...modelConfigJson(wrapper.modelConfig) }
      : wrapper.searchOptions;
  return {
    params: {
      wrapper: wrapper.option,
      profile: wrapper.profile,
      model: bundle.name,
      // As mlflow.log_params writes them: True, not true.
      ...Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, pythonStr(value)])),
    },
    metrics:
      metrics === null
        ? {}
        : {
            browser_prompt_tokens: metrics.promptTokens,
            browser_generated_tokens: metrics.generatedTokens,
            browser_time_to_first_token_ms: metrics.timeToFirstTokenMs,
            ...(metrics.tokensPerSecond !== null && { browser_tokens_per_second: metrics.tokensPerSecond }),
            browser_total_ms: metrics.totalMs,
          },
  };
}
