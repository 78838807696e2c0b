import { type DownloadPlan, totalBytesOf } from "#bundle/download/plan.ts";
import { formatBytes } from "#components/format.ts";
import { useLaterTexts } from "#components/texts/use-later-texts.ts";
import { SelectField } from "#components/ui/select-field.tsx";

interface PlanSelectProps {
  /** The models of one source. */
  readonly plans: readonly DownloadPlan[];
  readonly chosen: DownloadPlan;
  readonly onChoose: (plan: DownloadPlan) => void;
}

export function PlanSelect({ plans, chosen, onChoose }: PlanSelectProps) {
  const texts = useLaterTexts().download;
  if (plans.length === 1) return null;
  const nameOf = (plan: DownloadPlan): string => {
    const { origin, name, fitness } = plan;
    const variant = origin.kind === "hub" && origin.variant !== "" ? origin.variant : name;
    const size = formatBytes(totalBytesOf(plan));
    return fitness === undefined ? `${variant}, ${size}` : `${variant}, ${size}, ${texts.fitness[fitness]}`;
  };
  return (
    <SelectField
      label={texts.variant}
      value={String(plans.indexOf(chosen))}
      choices={plans.map((plan, place) => ({ id: String(place), name: nameOf(plan) }))}
      onChange={(place) => onChoose(plans[Number(place)] ?? chosen)}
    />
  );
}

/** The order in which people prefer them. */
const FITNESS_ORDER = ["none", "unknown", "slow", "one", "both"];

/** A model of the same source that runs better than the chosen one. */
export function BetterPlan({ plans, chosen, onChoose }: PlanSelectProps) {
  const texts = useLaterTexts().download;
  const rank = ({ fitness }: DownloadPlan): number => FITNESS_ORDER.indexOf(fitness ?? "unknown");
  const best = plans.reduce((best, plan) => (rank(plan) > rank(best) ? plan : best), chosen);
  if (best === chosen || best.origin.kind !== "hub") return null;
  return (
    <p className="hint row">
      {texts.better(best.origin.variant)}
      <button type="button" className="button small" onClick={() => onChoose(best)}>
        {texts.chooseBetter}
      </button>
    </p>
  );
}
