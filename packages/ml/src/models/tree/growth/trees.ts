import type { Matrix } from '../../../math/index.ts';
import { type BinnedTrees, scorerOf } from '../../../trees/ensemble/index.ts';
import { assertColumns } from '../../refusals.ts';
import { checkTrees } from './check-trees.ts';
import type { OutOfBag } from './out-of-bag.ts';

/** The state of a single tree and of every forest. */
export interface Trees extends BinnedTrees {
  /** Only where it was asked for. */
  readonly outOfBag?: OutOfBag;
}

/**
 * Mean answer of the trees for each row, summed in the order of the trees.
 *
 * @shape x: m x p; the result has m values, or m x nClasses.
 * @throws SHAPE_MISMATCH, MODEL_ARTIFACT_INVALID
 * @cost O(p log 255 + trees * depth) per row.
 */
export function predictTrees(owner: string, trees: Trees, x: Matrix): Float64Array {
  checkTrees(owner, trees);
  assertColumns(owner, trees.nColumns, x);
  const means = scorerOf(trees).raw(x);
  for (let i = 0; i < means.length; i++) means[i] /= trees.roots.length;
  return toAnswers(trees, means);
}

/** Answers from means over trees: of two classes, the leaves tell the second one's share. */
export function toAnswers({ nClasses }: Trees, means: Float64Array): Float64Array {
  return nClasses === 2 ? withComplement(means) : means;
}

function withComplement(shares: Float64Array): Float64Array {
  const both = new Float64Array(2 * shares.length);
  for (let i = 0; i < shares.length; i++) {
    both[2 * i] = 1 - shares[i];
    both[2 * i + 1] = shares[i];
  }
  return both;
}
