import { exp, log } from '../../../math/index.ts';
import { getEstimator } from '../../../models/index.ts';
import { nScreened } from '../../../preprocess/index.ts';
import type { Fidelity } from '../searcher.ts';
import { type Draft, type SearchSpace, spaceOf, unitOf } from '../space/index.ts';
import { MEASURED_WORK } from './measured-work.ts';

/** How the logarithm of the milliseconds of a fit grows. */
export interface WorkGrowth {
  readonly base: number;
  /** Per logarithm of training rows, columns, and classes (1 of a regression). */
  readonly rows: number;
  readonly columns: number;
  readonly classes: number;
  /** Per logarithm of the members: trees, rounds, networks. */
  readonly members: number;
  /** Per unit of a parameter that a search varies. */
  readonly units: Readonly<Record<string, number>>;
}

/** What is learned from. */
export interface TableShape {
  readonly nRows: number;
  readonly nColumns: number;
  /** 0 for a regression. */
  readonly nClasses: number;
}

/**
 * What a fit on one fold will about take, in units of work: a millisecond on the machine where it was measured. The same on
 * every machine, so that searches that go by cost repeat.
 *
 * Learned from some thousand fits of up to a thousand rows; beyond, growth is extrapolated. Half of the fits of most
 * estimators lie within a factor of 1.5, of those that take a few milliseconds within one of 5.
 */
export function workOf(
  draft: Draft,
  { nRows, nColumns, nClasses }: TableShape,
  { rows, members }: Pick<Fidelity, 'rows' | 'members'> = { rows: 1, members: 1 },
): number {
  const estimator = getEstimator(draft.estimator);
  const growth = MEASURED_WORK[draft.estimator] ?? UNKNOWN;
  const named = estimator.traits.members;
  const nMembers =
    named === undefined ? 1 : Number(draft.params[named] ?? estimator.params[named].default);
  const varied = unitsOf(spaceOf([estimator]), draft);
  const sum =
    growth.base +
    rowWork(growth.rows, Math.max(1, nRows * rows)) +
    growth.columns * log(Math.max(1, draft.isEnriched ? nScreened(nColumns) : nColumns)) +
    growth.classes * log(Math.max(1, nClasses)) +
    growth.members * log(Math.max(1, nMembers * members)) +
    varied.reduce((total, [name, unit]) => total + (growth.units[name] ?? 0) * unit, 0);
  return exp(sum);
}

/** Within what was measured at the pace that was measured; beyond in proportion. */
function rowWork(pace: number, nRows: number): number {
  const within = Math.min(nRows, MOST_ROWS_MEASURED);
  return pace * log(within) + log(nRows / within);
}

/** The units of the numbers that a search varies; those of choices, which have no order, are left out. */
export function unitsOf(
  { families: [family] }: SearchSpace,
  { params }: Draft,
): [string, number][] {
  return family.dimensions.flatMap((dimension): [string, number][] =>
    dimension.kind === 'choice'
      ? []
      : [
          [
            dimension.name,
            dimension.name in params ? unitOf(dimension, params[dimension.name]) : dimension.start,
          ],
        ],
  );
}

const MOST_ROWS_MEASURED = 1000;

/** About a millisecond per thousand cells. */
const UNKNOWN: WorkGrowth = {
  base: -7,
  rows: 1,
  columns: 1,
  classes: 0.5,
  members: 0.5,
  units: {},
};
