import { type Random, shuffledIndices } from '../../../math/index.ts';
import type { Target } from '../../estimator.ts';

/**
 * Draws the rows that are not learned from: the same share of every class.
 *
 * @param share 0 to 1; of n rows share * n are held out, rounded down per class.
 * @returns 1 for each row held out.
 */
export function holdOut(y: Target, nRows: number, share: number, random: Random): Uint8Array {
  const nStrata = y.kind === 'regression' ? 1 : y.nClasses;
  const seen = new Int32Array(nStrata);
  const isHeldOut = new Uint8Array(nRows);
  for (const row of shuffledIndices(nRows, random)) {
    const stratum = y.kind === 'regression' ? 0 : y.codes[row];
    const before = Math.floor(share * seen[stratum]++);
    if (Math.floor(share * seen[stratum]) > before) isHeldOut[row] = 1;
  }
  return isHeldOut;
}
