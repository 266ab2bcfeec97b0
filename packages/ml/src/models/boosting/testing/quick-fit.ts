import { resolveParams } from '@kaizenml/contracts';
import { type Matrix, seededRandom } from '../../../math/index.ts';
import type { FitContext, Target } from '../../estimator.ts';
import { type BoostedTreesState, boostedTrees } from '../boosted-trees.ts';

/** Parameters of boosted trees that a test names; the others have their defaults. */
export type Given = Partial<Parameters<typeof boostedTrees.fit>[2]>;

/** Boosted trees with defaults and seed 1 for what is not given. */
export function quickFit(
  x: Matrix,
  y: Target,
  given: Given = {},
  context: Partial<FitContext> = {},
): BoostedTreesState {
  const params = resolveParams('boosted-trees', boostedTrees.params, given);
  return boostedTrees.fit(x, y, params, { random: seededRandom(1), ...context });
}
