/** A token's text with invisible characters made visible. */
export function visibleText(text: string): string {
  return text === "" ? "∅" : text.replaceAll("\n", "⏎").replaceAll("\t", "⇥").replaceAll(" ", "␣");
}

/** From 0, almost certain, to 4, very unlikely: the steps of the colour scale. */
export function likelihoodOf(logProbability: number): 0 | 1 | 2 | 3 | 4 {
  const probability = Math.exp(logProbability);
  if (probability >= 0.9) return 0;
  if (probability >= 0.5) return 1;
  if (probability >= 0.1) return 2;
  return probability >= 0.01 ? 3 : 4;
}

/** In percent, to one decimal; small ones are not rounded to zero. */
export function formatProbability(logProbability: number): string {
  const percent = 100 * Math.exp(logProbability);
  if (percent === 0) return "0 %";
  if (percent < 0.1) return "< 0.1 %";
  if (percent > 99.9 && percent < 100) return "> 99.9 %";
  return `${percent.toFixed(1)} %`;
}
