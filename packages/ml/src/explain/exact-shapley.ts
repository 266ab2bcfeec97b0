import { invariant } from '@kaizenml/contracts';
import { zeros } from '../math/index.ts';
import { finish } from './finish.ts';
import type { ShapleyGame, ShapleyValues } from './shapley-game.ts';

/** Most blocks that are enumerated: 2^8 coalitions per background row. */
export const MOST_EXACT_BLOCKS = 8;

/**
 * Shapley values by enumerating every coalition.
 *
 * v(S) is the mean answer when the blocks of S come from the row and the others from a background row.
 * phi_j = sum over S without j of |S|! (k - |S| - 1)! / k! * (v(S + j) - v(S)), with k blocks.
 *
 * @cost 2^k * m predictions for m background rows; k up to 8.
 * @source Shapley (1953), "A Value for n-Person Games"; Štrumbelj & Kononenko (2014), "Explaining
 * Prediction Models and Individual Predictions with Feature Contributions", KAIS 41, 647-665.
 */
export function exactShapley(game: ShapleyGame): ShapleyValues {
  return finish(exactShapleySteps(game));
}

/** `exactShapley` in steps of one coalition. */
export function* exactShapleySteps(game: ShapleyGame): Generator<undefined, ShapleyValues> {
  const k = game.blocks.length;
  invariant(k <= MOST_EXACT_BLOCKS, `at most ${MOST_EXACT_BLOCKS} blocks are enumerated, got ${k}`);
  const values = new Float64Array(2 ** k);
  for (let coalition = 0; coalition < values.length; coalition++) {
    values[coalition] = worth(game, coalition);
    yield;
  }
  const weights = coalitionWeights(k);
  const contributions = new Float64Array(k);
  for (let coalition = 0; coalition < values.length; coalition++) {
    const size = countBits(coalition);
    for (let j = 0; j < k; j++) {
      if (coalition & (1 << j)) continue;
      contributions[j] += weights[size] * (values[coalition | (1 << j)] - values[coalition]);
    }
  }
  return { average: values[0], answer: values[values.length - 1], contributions };
}

function worth({ row, background, blocks, predict }: ShapleyGame, coalition: number): number {
  const p = background.nColumns;
  const x = zeros(background.nRows, p);
  x.values.set(background.values);
  blocks.forEach(({ start, end }, j) => {
    if ((coalition & (1 << j)) === 0) return;
    for (let i = 0; i < x.nRows; i++) x.values.set(row.subarray(start, end), i * p + start);
  });
  return predict(x).reduce((sum, value) => sum + value, 0) / x.nRows;
}

function coalitionWeights(k: number): Float64Array {
  const weights = new Float64Array(k);
  let choices = 1;
  for (let size = 0; size < k; size++) {
    weights[size] = 1 / (k * choices);
    choices = (choices * (k - 1 - size)) / (size + 1);
  }
  return weights;
}

function countBits(n: number): number {
  let bits = 0;
  for (let rest = n; rest !== 0; rest &= rest - 1) bits++;
  return bits;
}
