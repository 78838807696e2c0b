/** What a tracking server gets to know about a model besides its params and metrics: a description, and what made it. */
import { PAGE_VERSION } from "#base/page-version.ts";
import type { GenerationMetrics, RuntimeFacts } from "#inference/inference-port.ts";
import type { ModelAbout } from "#registry/registry-port.ts";
import { PROFILES } from "#wrapper/version-profile.ts";
import type { Wrapper } from "#wrapper/wrapper.ts";

/** The sizes of MLflow's database columns for descriptions and tags of versions (mlflow/store/model_registry/dbmodels/models.py). */
const MOST_CHARACTERS = 5000;

interface LastAnswer {
  readonly metrics: GenerationMetrics;
  readonly runtime: RuntimeFacts | null;
}

/**
 * @param card the model's README.md; null if it has none.
 * @param answer the last one of the same model and wrapper in this page; null if there is none.
 * @param link to the notebook; null if there is none.
 */
export function aboutModel(
  modelName: string,
  card: string | null,
  wrapper: Wrapper,
  answer: LastAnswer | null,
  link: string | null,
): ModelAbout {
  // A truncated link leads nowhere.
  const whole = link !== null && link.length <= MOST_CHARACTERS / 2 ? link : null;
  const speed = answer?.metrics.tokensPerSecond ?? null;
  const made = `${modelName}, wrapped with the Phi-3 MLflow Notebook ${PAGE_VERSION} for MLflow ${PROFILES[wrapper.profile].packages.mlflow}.`;
  const parts = [
    made,
    ...(whole === null ? [] : [`[Open the notebook](${whole})`]),
    ...(card === null ? [] : [withoutFrontMatter(card).trim()]),
  ];
  return {
    description: cut(parts.join("\n\n")),
    tags: {
      "phi3_notebook.page_version": PAGE_VERSION,
      "phi3_notebook.profile": wrapper.profile,
      ...(answer?.runtime && { "phi3_notebook.runtime": answer.runtime.id }),
      ...(speed !== null && { "phi3_notebook.tokens_per_second": speed.toFixed(1) }),
      ...(whole !== null && { "phi3_notebook.link": whole }),
    },
  };
}

function withoutFrontMatter(card: string): string {
  return card.replace(/^\uFEFF?---\r?\n[\s\S]*?\n---\r?\n/, "");
}

function cut(text: string): string {
  return text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS - 1)}…`;
}
