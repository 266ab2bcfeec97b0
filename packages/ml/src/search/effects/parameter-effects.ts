import { type ParamSpecs, resolveParams } from '@kaizenml/contracts';
import { type Matrix, seededRandom, takeMatrixRows, zeros } from '../../math/index.ts';
import { extraTrees, getEstimator } from '../../models/index.ts';
import {
  type Dimension,
  dimensionOf,
  unitOf,
  type Value,
  valueAt,
} from '../strategies/space/index.ts';

/** A finished trial of one estimator. */
export interface TriedParams {
  /** Parameters that differ from the defaults. */
  readonly params: Readonly<Record<string, Value>>;
  readonly score: number;
}

/** What one parameter does to the score, all others averaged out. */
export interface ParameterEffect {
  readonly parameter: string;
  readonly scale: 'linear' | 'log' | 'choice';
  /** Share of the variance of the score over the tried range that this parameter explains alone, 0 to 1. */
  readonly share: number;
  /** Expected score over the tried range, ascending; of a choice one entry per value. */
  readonly curve: readonly { readonly value: Value; readonly score: number }[];
}

/** What the trials of one estimator say of its parameters. */
export interface EstimatorEffects {
  readonly nTrials: number;
  /** R² of scores that the forest had not learned from: how far the curves can be trusted; 0 or less is not at all. */
  readonly r2: number;
  /** Largest share first; parameters that hardly varied are left out. */
  readonly effects: readonly ParameterEffect[];
}

/** With fewer trials a forest of them says nothing. */
export const LEAST_TRIALS = 8;

const N_TREES = 64;
const N_DRAWS = 128;
const N_GRID = 24;
const N_FOLDS = 5;
/** Share of the trials that is described, and how far behind it a score still counts. */
const FIELD = 0.75;
const REACH = 2;

/**
 * What a search has learned about the parameters of one estimator: functional analysis of variance on a forest of its trials.
 *
 * A forest learns the score from the parameters, on the scale that the search walks. The main effect of a parameter is the mean
 * answer of the forest at each of its values over even draws of the others; its share is the variance of that curve in the
 * variance of all answers. What is left is interplay. Useless trials (more than twice as far behind the best as three quarters of
 * the field) count as barely useless, or they would be all that is explained.
 *
 * @param estimator Name of the estimator.
 * @param better Direction of the score.
 * @returns Undefined with fewer than 8 trials, or where all scores or all parameters are alike.
 * @cost A forest of 64 trees on the trials, six times.
 * @source Hutter, Hoos & Leyton-Brown (2014), "An Efficient Approach for Assessing Hyperparameter Importance", ICML.
 */
export function parameterEffects(
  estimator: string,
  trials: readonly TriedParams[],
  better: 'higher' | 'lower',
): EstimatorEffects | undefined {
  if (trials.length < LEAST_TRIALS) return undefined;
  const varied = dimensionsOf(estimator).flatMap((dimension) => variedOf(dimension, trials) ?? []);
  const y = winsorized(
    trials.map(({ score }) => score),
    better,
  );
  if (varied.length === 0 || varianceOf(y) === 0) return undefined;
  const x = zeros(trials.length, varied.length);
  for (const [i] of trials.entries())
    for (const [j, { units }] of varied.entries()) x.values[i * varied.length + j] = units[i];
  const answer = forestOf(x, y);
  const draws = evenDraws(varied, N_DRAWS);
  const total = varianceOf(answer(draws));
  const effects = varied.map((own, j): ParameterEffect => {
    const grid = gridOf(own);
    const means = grid.map((unit) => meanOf(answer(withColumn(draws, j, unit))));
    const curve = grid.map((unit, g) => ({
      value: valueAt(own.dimension, unit),
      score: means[g],
    }));
    return {
      parameter: own.dimension.name,
      scale: own.dimension.kind === 'choice' ? 'choice' : own.dimension.scale,
      share: total === 0 ? 0 : Math.min(1, varianceOf(Float64Array.from(means)) / total),
      curve,
    };
  });
  return {
    nTrials: trials.length,
    r2: heldOutR2(x, y),
    effects: effects.sort((a, b) => b.share - a.share),
  };
}

interface Varied {
  readonly dimension: Dimension;
  readonly units: Float64Array;
  readonly low: number;
  readonly high: number;
}

function dimensionsOf(estimator: string): Dimension[] {
  const specs: ParamSpecs = getEstimator(estimator).params;
  return Object.entries(specs).flatMap(([name, spec]) => dimensionOf(name, spec) ?? []);
}

function variedOf(dimension: Dimension, trials: readonly TriedParams[]): Varied | undefined {
  const units = Float64Array.from(trials, ({ params }) =>
    dimension.name in params ? unitOf(dimension, params[dimension.name]) : dimension.start,
  );
  const least = dimension.kind === 'choice' ? 2 : 3;
  if (new Set(units).size < least) return undefined;
  const low = units.reduce((a, b) => Math.min(a, b));
  return { dimension, units, low, high: units.reduce((a, b) => Math.max(a, b)) };
}

function winsorized(scores: readonly number[], better: 'higher' | 'lower'): Float64Array {
  const sign = better === 'higher' ? -1 : 1;
  const losses = scores.map((score) => sign * score);
  const sorted = losses.toSorted((a, b) => a - b);
  const [best] = sorted;
  const edge = best + REACH * (sorted[Math.floor((sorted.length - 1) * FIELD)] - best);
  const worst = edge > best ? edge : sorted[sorted.length - 1];
  return Float64Array.from(losses, (loss) => sign * Math.min(loss, worst));
}

function forestOf(x: Matrix, y: Float64Array): (rows: Matrix) => Float64Array {
  const params = resolveParams(extraTrees.name, extraTrees.params, {
    nTrees: N_TREES,
    minLeaf: 2,
    maxFeatures: 1,
  });
  const target = { kind: 'regression', values: y } as const;
  const state = extraTrees.fit(x, target, params, { random: seededRandom(1) });
  return (rows) => extraTrees.predict(state, rows);
}

/** R² of answers of forests that have not seen the trial. */
function heldOutR2(x: Matrix, y: Float64Array): number {
  const held = new Float64Array(y.length);
  for (let fold = 0; fold < N_FOLDS; fold++) {
    const inside = rowsWhere(y.length, (i) => i % N_FOLDS !== fold);
    const outside = rowsWhere(y.length, (i) => i % N_FOLDS === fold);
    const answer = forestOf(
      takeMatrixRows(x, inside),
      Float64Array.from(inside, (i) => y[i]),
    );
    answer(takeMatrixRows(x, outside)).forEach((value, at) => {
      held[outside[at]] = value;
    });
  }
  const squares = y.reduce((sum, value, i) => sum + (value - held[i]) ** 2, 0) / y.length;
  return 1 - squares / varianceOf(y);
}

function evenDraws(varied: readonly Varied[], n: number): Matrix {
  const random = seededRandom(2);
  const draws = zeros(n, varied.length);
  for (let i = 0; i < draws.values.length; i++) {
    const { dimension, low, high } = varied[i % varied.length];
    draws.values[i] =
      dimension.kind === 'choice'
        ? low + random.below(high - low + 1)
        : low + random.next() * (high - low);
  }
  return draws;
}

function gridOf({ dimension, low, high }: Varied): number[] {
  const n = dimension.kind === 'choice' ? high - low + 1 : N_GRID;
  return Array.from({ length: n }, (_, i) => low + ((high - low) * i) / Math.max(1, n - 1));
}

function withColumn({ nRows, nColumns, values }: Matrix, column: number, unit: number): Matrix {
  const copy = zeros(nRows, nColumns);
  copy.values.set(values);
  for (let i = 0; i < nRows; i++) copy.values[i * nColumns + column] = unit;
  return copy;
}

function rowsWhere(n: number, keeps: (row: number) => boolean): Int32Array {
  return Int32Array.from({ length: n }, (_, i) => i).filter(keeps);
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function varianceOf(values: Float64Array): number {
  const mean = meanOf(values);
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}
