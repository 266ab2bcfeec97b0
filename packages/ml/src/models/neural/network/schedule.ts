/** Share of the steps that warm up. */
const WARM = 0.1;

/**
 * Share of the full learning rate in a step: up along a line in the first tenth, then down to 0 along
 * 1 - 3 u^2 + 2 u^3, half a cosine wave to within 1 %, which needs no cosine.
 *
 * @param step 0 to nSteps - 1.
 * @returns Above 0 to 1; 0 in the last step.
 * @source Smith & Topin (2017), "Super-convergence", arXiv:1708.07120; Loshchilov & Hutter (2017), "SGDR", ICLR.
 */
export function rateShare(step: number, nSteps: number): number {
  const t = (step + 1) / nSteps;
  if (t < WARM) return t / WARM;
  const u = (t - WARM) / (1 - WARM);
  return 1 - u * u * (3 - 2 * u);
}
