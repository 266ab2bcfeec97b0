import { NODE } from '../../ensemble/index.ts';

/** What a node of LightGBM takes for missing. */
export type MissingType = 'None' | 'Zero' | 'NaN';

/**
 * The flags of a node that asks for a number.
 *
 * `None`: NaN counts as 0. `Zero`: 0 and NaN are missing. `NaN`: NaN is missing.
 *
 * @source LightGBM, include/LightGBM/tree.h: `Tree::NumericalDecision`.
 */
export function missingFlags(missing: MissingType, defaultLeft: boolean): number {
  const where = defaultLeft ? NODE.missingLeft : 0;
  if (missing === 'None') return where;
  return where | NODE.nanIsMissing | (missing === 'Zero' ? NODE.zeroIsMissing : 0);
}

/** The flags of a node that asks for a level: NaN always goes right. @source `Tree::CategoricalDecision`. */
export const CATEGORY_FLAGS: number = NODE.nanIsMissing;
