import { type DownloadPlan, totalBytesOf } from "#bundle/download/plan.ts";
import { formatBytes } from "#components/format.ts";
import { useLaterTexts } from "#components/texts/use-later-texts.ts";
import { Field } from "#components/ui/field.tsx";

interface PlanSelectProps {
  /** The models of one source. */
  readonly plans: readonly DownloadPlan[];
  readonly chosen: DownloadPlan;
  readonly onChoose: (plan: DownloadPlan) => void;
}

export function PlanSelect({ plans, chosen, onChoose }: PlanSelectProps) {
  const texts = useLaterTexts().download;
  if (plans.length === 1) return null;
  return (
    <Field label={texts.variant}>
      {(control) => (
        <select
          {...control}
          className="input"
          value={plans.indexOf(chosen)}
          onChange={({ target }) => onChoose(plans[Number(target.value)] ?? chosen)}
        >
          {plans.map((plan, place) => (
            <option key={plan.id} value={place}>
              {plan.origin.kind === "hub" && plan.origin.variant !== "" ? plan.origin.variant : plan.name},{" "}
              {formatBytes(totalBytesOf(plan))}
              {plan.fitness === undefined ? "" : `, ${texts.fitness[plan.fitness]}`}
            </option>
          ))}
        </select>
      )}
    </Field>
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
