import { ABSOLUTE, SQUARED } from '../../kernels/index.ts';
import type { Estimator } from '../estimator.ts';
import { assertColumns, assertFitInputs } from '../refusals.ts';
import { stateCheck } from '../state-reader.ts';
import {
  findNearest,
  layOutRows,
  type Neighbors,
  type RowSpace,
  readSpace,
  toDirections,
} from './search/index.ts';

const params = {
  nNeighbors: {
    kind: 'number',
    default: 5,
    range: [1, Number.MAX_SAFE_INTEGER],
    integer: true,
    unit: 'rows',
    doc: 'Rows that answer together: k. All rows where there are fewer.',
    search: { range: [1, 100], scale: 'log' },
  },
  weighting: {
    kind: 'choice',
    default: 'uniform',
    choices: ['uniform', 'distance'],
    doc: 'Whether neighbors count the same, or by 1 / distance; rows at distance 0 then answer alone.',
    search: true,
  },
  metric: {
    kind: 'choice',
    default: 'euclidean',
    choices: ['euclidean', 'manhattan', 'cosine'],
    doc: 'The distance: straight, along the columns, or 1 minus the cosine of the angle at the origin.',
    search: true,
  },
} as const;

/** What the nearest neighbors learn: all rows, laid out for the search, and their targets. */
export interface NeighborsState {
  readonly nColumns: number;
  /** 0 for numbers. */
  readonly nClasses: number;
  /** Neighbors that answer, at most the number of rows. */
  readonly k: number;
  readonly weighting: 'uniform' | 'distance';
  readonly metric: 'euclidean' | 'manhattan' | 'cosine';
  readonly space: RowSpace;
  /** Number or class code of each row of the fit. */
  readonly targets: Float64Array;
}

/** Beyond, a state is taken for damaged: an answer has a number per class. */
const MAX_CLASSES = 2 ** 20;

const checkNeighbors = stateCheck<NeighborsState>((state) => {
  state.field('weighting').text(['uniform', 'distance']);
  const metric = state.field('metric').text(['euclidean', 'manhattan', 'cosine']);
  const width = state.field('nColumns').count() + (metric === 'cosine' ? 1 : 0);
  const nRows = readSpace(state.field('space'), width, metric === 'manhattan' ? ABSOLUTE : SQUARED);
  state.field('k').count(1, nRows);
  const nClasses = state.field('nClasses').count(0, MAX_CLASSES);
  const targets = state.field('targets');
  const isCode = (target: number) => Number.isInteger(target) && target >= 0 && target < nClasses;
  const bad = targets
    .numbers(Float64Array, nRows)
    .find((target) => nClasses > 0 && !isCode(target));
  if (bad !== undefined) targets.refuse(`be codes of ${nClasses} classes`, bad);
});

/**
 * The nearest neighbors of a row answer: their mean, or their shares of the classes.
 *
 * The search is exact: distances are differences summed in double precision, in the order of the columns.
 * Rows as near as the k-th share the places that are left, so that the order of the rows decides nothing.
 *
 * @shape x: n x p, y: n
 * @throws SHAPE_MISMATCH, TABLE_EMPTY, TARGET_UNUSABLE, ARGUMENT_INVALID.
 * @cost Fit O(n p log n). Predict per row O(n p), or about O(p log n) in up to some 10 dimensions. The
 * state holds all rows: 8 n p bytes, up to a third more with boxes.
 * @source Fix & Hodges (1951), "Discriminatory analysis", USAF School of Aviation Medicine; Cover & Hart
 * (1967), "Nearest neighbor pattern classification", IEEE Trans. Inf. Theory 13, 21-27.
 */
export const kNearestNeighbors: Estimator<typeof params, NeighborsState> = {
  name: 'k-nearest-neighbors',
  title: 'Nearest neighbors',
  params,
  traits: {
    regression: true,
    classification: true,
    features: 'dense',
    rowOrderInvariant: true,
    ignoresFeatures: false,
    maxRows: 20_000,
  },
  source:
    'Fix & Hodges (1951), USAF School of Aviation Medicine, report 4; Cover & Hart (1967), IEEE Trans. Inf. Theory 13, 21-27.',
  fit(x, y, { nNeighbors, weighting, metric }, context) {
    assertFitInputs(kNearestNeighbors, x, y, context);
    const k = Math.min(nNeighbors, x.nRows);
    const rows = metric === 'cosine' ? toDirections(x) : x;
    return {
      nColumns: x.nColumns,
      nClasses: y.kind === 'regression' ? 0 : y.nClasses,
      k,
      weighting,
      metric,
      space: layOutRows(rows, metric === 'manhattan' ? ABSOLUTE : SQUARED, k),
      targets: y.kind === 'regression' ? y.values.slice() : Float64Array.from(y.codes),
    };
  },
  predict(state, x) {
    checkNeighbors('k-nearest-neighbors', state);
    const { nColumns, nClasses, metric, k, space, targets } = state;
    assertColumns('k-nearest-neighbors', nColumns, x);
    const width = Math.max(1, nClasses);
    const predicted = new Float64Array(x.nRows * width);
    const queries = metric === 'cosine' ? toDirections(x) : x;
    findNearest(space, queries, k, (query, neighbors) => {
      const voteOf = votes(state, neighbors);
      let total = 0;
      for (let i = 0; i < neighbors.count; i++) {
        const vote = voteOf(i);
        const target = targets[neighbors.rows[i]];
        total += vote;
        if (nClasses === 0) predicted[query] += vote * target;
        else predicted[query * width + target] += vote;
      }
      for (let at = query * width; at < (query + 1) * width; at++) predicted[at] /= total;
    });
    return predicted;
  },
};

/** How much each neighbor counts; those as near as the k-th share the places that are left. */
function votes(
  { k, weighting, metric }: NeighborsState,
  { count, distances }: Neighbors,
): (i: number) => number {
  const nearest = distances[0];
  const nNearer = distances.indexOf(distances[k - 1]);
  const share = (k - nNearer) / (count - nNearer);
  return (i) => {
    const place = i < nNearer ? 1 : share;
    if (weighting === 'uniform' || distances[i] === nearest) return place;
    // Relative to the nearest, so that neither 1 / 0 nor an overflow can occur; the ratio is what counts.
    const ratio = nearest / distances[i];
    return place * (metric === 'euclidean' ? Math.sqrt(ratio) : ratio);
  };
}
