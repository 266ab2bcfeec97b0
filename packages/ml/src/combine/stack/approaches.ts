import { seededRandom } from '../../math/index.ts';
import type { Metric } from '../../metrics/index.ts';
import { type SelectionOptions, selectEnsemble } from '../ensemble/select-ensemble.ts';
import { type Library, libraryLength, type Member } from '../library/library.ts';
import type { Blend, Combination } from './combination.ts';
import { fitStack } from './fit-stack.ts';
import { mixtureWeights } from './mixture-weights.ts';

/** A way to make one model of many. */
export interface Approach {
  readonly kind: Combination['kind'];
  /** What people call it. */
  readonly title: string;
  /** Classes up to which it is tried. Default any number. */
  readonly maxClasses?: number;
  /**
   * Learns how to combine the models of a library, and which of them.
   *
   * @param library With the best model first, as `rankMembers` leaves them.
   */
  fit(library: Library, metric: Metric): Combination;
}

/** Rows up to which a selection is the mean of many: of more, one selection is as good. */
const MAX_BAGGED_ROWS = 3000;
/** Models that bags are drawn from, at least. */
const MIN_BAGGED = 8;
/** Each selects from its own third of the models, so that no luck of a few rows decides. */
const BAGS = { nBags: 12, bagShare: 0.3 } as const;
/** Models that say less are not worth their time. */
const MIN_SHARE = 0.04;

/** A share of the loss that no rows can show. */
const TOLERANCE = 1e-5;

/** Columns of a stack at most: its weights are few beside the rows. */
const MAX_STACK_COLUMNS = 30;

/** From the simplest on: of two equally good ones the earlier is taken. */
export const APPROACHES: readonly Approach[] = [
  {
    kind: 'single',
    title: 'the best single model',
    fit: ({ members }) => blendOf('single', members.slice(0, 1), Float64Array.of(1)),
  },
  {
    kind: 'ensemble',
    title: 'a greedy ensemble',
    fit: (library, metric) =>
      blendOf(
        'ensemble',
        library.members,
        selectEnsemble(library, metric, selection(library)).weights,
      ),
  },
  {
    kind: 'mixture',
    title: 'the weighted mean of least loss',
    fit: ({ truth, members }) =>
      blendOf('mixture', members, mixtureWeights(truth, members, { tolerance: TOLERANCE }).weights),
  },
  {
    kind: 'stack',
    title: 'a linear model of the models',
    maxClasses: 20,
    fit: (library) => {
      const { truth, members } = library;
      const width = truth.kind === 'classification' && truth.nClasses > 2 ? truth.nClasses : 1;
      const most = Math.max(2, Math.floor(MAX_STACK_COLUMNS / width));
      return fitStack({ ...library, members: members.slice(0, most) });
    },
  },
];

function selection(library: Library): SelectionOptions {
  const isBagged =
    libraryLength(library) <= MAX_BAGGED_ROWS && library.members.length >= MIN_BAGGED;
  return { minShare: MIN_SHARE, ...(isBagged && { ...BAGS, random: seededRandom(1) }) };
}

function blendOf(kind: Blend['kind'], members: readonly Member[], weights: Float64Array): Blend {
  return {
    kind,
    members: members.filter((_, m) => weights[m] > 0).map(({ id }) => id),
    weights: weights.filter((weight) => weight > 0),
  };
}
