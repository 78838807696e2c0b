/** What the page does for a token beside reading weights: choosing it, its probability, its text. Measured on copies of two layers. */
const otherMs = 2;

/**
 * About how many tokens a second a model will write.
 * @param kernelSpeed bytes of weights a second, as measured on this computer.
 * @param stepBytes bytes of weights that a token takes.
 */
export function estimatedTokensPerSecond(kernelSpeed: number, stepBytes: number): number {
  return 1000 / ((1000 * stepBytes) / kernelSpeed + otherMs);
}
