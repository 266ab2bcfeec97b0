import type { Team } from '../threads/team.ts';
import { overBlocks } from './over-blocks.ts';

/** Addresses of the gradients and Hessians of one output, and of weights per row, 0 where all are 1. */
export interface ChancePlace {
  readonly g: number;
  readonly h: number;
  readonly weights: number;
  readonly nRows: number;
}

/**
 * What a level of a category gains by chance alone, as G^2 / H is counted: the mean squared gradient over the mean
 * Hessian. Gradients hold their weights: a row of weight 2 counts as two rows, one of weight 0 not at all.
 *
 * Rounded to single precision, so that the order of rows hardly ever shows.
 *
 * @cost One pass over the rows, shared among the team.
 */
export function chanceGain(team: Team, { g, h, weights, nRows }: ChancePlace): number {
  const sum = (parts: Float64Array) => parts.reduce((a, b) => a + b, 0);
  const squares = sum(overBlocks(team, nRows, (from, to) => ['sumSquares', g, weights, from, to]));
  const hessians = sum(overBlocks(team, nRows, (from, to) => ['sumSizes', h, from, to]));
  return hessians > 0 ? Math.fround(squares / hessians) : 0;
}
