import type { Matrix } from '../../../math/index.ts';
import { type Rule, ruleHolds } from './rule.ts';

/** A rule with what it adds to the scores where it holds. */
export interface WeightedRule {
  readonly conditions: Rule;
  /** One per score. */
  readonly weights: Float64Array;
  /** Share of the training weight for which it holds. */
  readonly support: number;
}

/** A straight line in one column, level beyond its ends; a missing value counts as `center`. */
export interface Line {
  readonly column: number;
  readonly low: number;
  readonly high: number;
  /** Where the line adds 0: the mean of the training rows. */
  readonly center: number;
  /** Per unit of the column, one per score. */
  readonly slopes: Float64Array;
  /** Standard deviation of the column between its ends. */
  readonly deviation: number;
}

/** A sum of rules and lines. */
export interface RuleModel {
  readonly nColumns: number;
  /** 0 for regression. */
  readonly nClasses: number;
  /** Levels per column as in `Matrix.levels`; 0 for numbers. */
  readonly levels: Int32Array;
  /** One per score: 1 for regression and two classes, one per class for more. */
  readonly intercepts: Float64Array;
  /** The most important first. */
  readonly rules: readonly WeightedRule[];
  /** The most important first. */
  readonly lines: readonly Line[];
}

/** How far a value lies from the centre of a line, within its ends. */
export function alongLine({ low, high, center }: Omit<Line, 'slopes'>, value: number): number {
  return Number.isNaN(value) ? 0 : Math.min(Math.max(value, low), high) - center;
}

/**
 * Scores of a matrix: intercept, then rules, then lines, added in that order.
 *
 * @shape x: m x p; the result is m x nScores.
 */
export function ruleScores(model: RuleModel, x: Matrix): Float64Array {
  const { intercepts, rules, lines, levels } = model;
  const nScores = intercepts.length;
  const scores = new Float64Array(x.nRows * nScores);
  const coded: Matrix = { ...x, levels };
  for (let i = 0; i < x.nRows; i++) {
    const own = scores.subarray(i * nScores, (i + 1) * nScores);
    own.set(intercepts);
    for (const { conditions, weights } of rules) {
      if (!ruleHolds(conditions, coded, i)) continue;
      for (let k = 0; k < nScores; k++) own[k] += weights[k];
    }
    for (const line of lines) {
      const along = alongLine(line, x.values[i * x.nColumns + line.column]);
      for (let k = 0; k < nScores; k++) own[k] += line.slopes[k] * along;
    }
  }
  return scores;
}
