import { type Random, shuffle, zeros } from '../math/index.ts';
import { exactShapleySteps, MOST_EXACT_BLOCKS } from './exact-shapley.ts';
import { finish } from './finish.ts';
import type { ShapleyGame, ShapleyValues } from './shapley-game.ts';

/** How thoroughly permutations are sampled. */
export interface SamplingOptions {
  /** Pairs of a permutation and its reverse per background row. */
  readonly nPairs: number;
  readonly random: Random;
}

/**
 * Shapley values: by enumeration up to 8 blocks, by sampling beyond.
 *
 * @cost See `exactShapley` and `sampledShapley`.
 */
export function shapleyValues(game: ShapleyGame, options: SamplingOptions): ShapleyValues {
  return finish(shapleySteps(game, options));
}

/** `shapleyValues` in steps, so that who computes them may do something else in between. */
export function shapleySteps(
  game: ShapleyGame,
  options: SamplingOptions,
): Generator<undefined, ShapleyValues> {
  return game.blocks.length <= MOST_EXACT_BLOCKS
    ? exactShapleySteps(game)
    : sampledShapleySteps(game, options);
}

/**
 * Shapley values by walking from background rows to the row, one block at a time.
 *
 * Every background row is walked in `nPairs` random orders and their reverses; a block is credited with the
 * change of the answer at its turn, averaged over all walks. Every background row is walked equally often,
 * so the contributions sum to `answer - average` whatever the number of walks.
 *
 * @cost 2 * nPairs * m * (k + 1) predictions for m background rows and k blocks.
 * @source Castro, Gómez & Tejada (2009), "Polynomial Calculation of the Shapley Value Based on Sampling",
 * Computers & OR 36, 1726-1730; Štrumbelj & Kononenko (2014), KAIS 41, 647-665; antithetic orders:
 * Mitchell et al. (2022), "Sampling Permutations for Shapley Value Estimation", JMLR 23.
 */
export function sampledShapley(game: ShapleyGame, options: SamplingOptions): ShapleyValues {
  return finish(sampledShapleySteps(game, options));
}

/** `sampledShapley` in steps of one walk. */
function* sampledShapleySteps(
  game: ShapleyGame,
  { nPairs, random }: SamplingOptions,
): Generator<undefined, ShapleyValues> {
  const { background, blocks } = game;
  const k = blocks.length;
  const contributions = new Float64Array(k);
  let average = 0;
  let answer = 0;
  const order = Int32Array.from({ length: k }, (_, j) => j);
  for (let b = 0; b < background.nRows; b++) {
    for (let pair = 0; pair < nPairs; pair++) {
      shuffle(order, random);
      for (const walked of [order, order.toReversed()]) {
        const path = walk(game, b, walked);
        for (let s = 0; s < k; s++) contributions[walked[s]] += path[s + 1] - path[s];
        average += path[0];
        answer += path[k];
        yield;
      }
    }
  }
  const nWalks = background.nRows * nPairs * 2;
  return {
    average: average / nWalks,
    answer: answer / nWalks,
    contributions: contributions.map((sum) => sum / nWalks),
  };
}

function walk(game: ShapleyGame, b: number, order: Int32Array): Float64Array {
  const { row, background, blocks, predict } = game;
  const p = background.nColumns;
  const x = zeros(order.length + 1, p);
  x.values.set(background.values.subarray(b * p, (b + 1) * p));
  for (let s = 0; s < order.length; s++) {
    x.values.copyWithin((s + 1) * p, s * p, (s + 1) * p);
    const { start, end } = blocks[order[s]];
    x.values.set(row.subarray(start, end), (s + 1) * p + start);
  }
  return predict(x);
}
