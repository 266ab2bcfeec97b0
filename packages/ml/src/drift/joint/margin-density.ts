import { chiSquareCdf } from '../../stats/index.ts';

/** How many answers were hardly decided, before and now. */
export interface MarginShift {
  readonly reference: number;
  readonly current: number;
  /** Change in standard errors of what chance makes of so many rows. */
  readonly z: number;
  /** Two-sided chance of such a change when nothing changes. */
  readonly pValue: number;
  /** More hardly decided answers than before, by more than chance: ask for labels. */
  readonly isSuspect: boolean;
}

/**
 * Share of rows whose two most probable classes are less than a margin apart: where a classifier is in doubt.
 *
 * @param probabilities Row-major. Length n * nClasses, nClasses at least 2.
 * @param margin Default 0.2: 0.6 against 0.4.
 * @returns NaN for no rows.
 * @source Sethi & Kantardzic (2017), "On the reliable detection of concept drift from streaming unlabeled data", Expert Systems with Applications 82.
 */
export function marginDensity(probabilities: Float64Array, nClasses: number, margin = 0.2): number {
  const n = probabilities.length / nClasses;
  let nInside = 0;
  for (let row = 0; row < n; row++) {
    let [first, second] = [0, 0];
    for (let code = 0; code < nClasses; code++) {
      const p = probabilities[row * nClasses + code];
      if (p > first) [first, second] = [p, first];
      else if (p > second) second = p;
    }
    if (first - second < margin) nInside++;
  }
  return nInside / n;
}

/**
 * Whether more answers are hardly decided than before (MD3, without the labels that it asks for then).
 *
 * @param sensitivity Standard errors that a change must exceed. Default 2.
 * @source Sethi & Kantardzic (2017), section 4.
 */
export function compareMarginDensity(
  before: { readonly density: number; readonly nRows: number },
  now: { readonly density: number; readonly nRows: number },
  sensitivity = 2,
): MarginShift {
  const n = before.nRows + now.nRows;
  const pooled = (before.density * before.nRows + now.density * now.nRows) / n;
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / before.nRows + 1 / now.nRows));
  const z = error > 0 ? (now.density - before.density) / error : 0;
  return {
    ...{ reference: before.density, current: now.density, z },
    pValue: 1 - chiSquareCdf(z * z, 1),
    isSuspect: z > sensitivity,
  };
}
