import type { Matrix } from '../../math/index.ts';
import { log } from '../../math/index.ts';
import type { Target } from '../../models/index.ts';
import { binAmong, quantileCuts } from '../../stats/index.ts';
import { bestColumns, columnOf } from '../columns.ts';
import type { SelectionMethod } from '../selection-method.ts';

/** Bins of as many rows, as far as equal values allow. */
const N_BINS = 10;

/**
 * Keeps the columns that share most information with the target, whatever the shape of their relation: both in ten bins of
 * as many rows, classes as they are.
 *
 * @cost O(n p log n).
 * @source Shannon (1948), Bell System Technical Journal 27; Battiti (1994), IEEE Trans. Neural Networks 5, 537-550.
 */
export const mutualInformation: SelectionMethod = {
  name: 'mutual-information',
  title: 'Mutual information',
  kind: 'filter',
  source: 'Battiti (1994), IEEE Transactions on Neural Networks 5, 537-550.',
  select: (x, y, { nKept }) => bestColumns(sharedInformation(x, y), nKept),
};

/** Mutual information of each column with the target, in nats. */
export function sharedInformation(x: Matrix, y: Target): Float64Array {
  const known = y.kind === 'regression' ? binned(y.values) : y.codes;
  return Float64Array.from({ length: x.nColumns }, (_, j) =>
    informationOf(binned(columnOf(x, j)), known),
  );
}

/** The bin of each value. */
function binned(values: Float64Array): Int32Array {
  const cuts = quantileCuts(values.slice().sort(), N_BINS);
  return Int32Array.from(values, (value) => binAmong(cuts, value));
}

function informationOf(a: Int32Array, b: Int32Array): number {
  const n = a.length;
  const [nA, nB] = [a, b].map((codes) => codes.reduce((most, code) => Math.max(most, code), 0) + 1);
  const both = new Float64Array(nA * nB);
  const [ofA, ofB] = [new Float64Array(nA), new Float64Array(nB)];
  for (let i = 0; i < n; i++) {
    both[a[i] * nB + b[i]]++;
    ofA[a[i]]++;
    ofB[b[i]]++;
  }
  let nats = 0;
  for (let u = 0; u < nA; u++) {
    for (let v = 0; v < nB; v++) {
      const count = both[u * nB + v];
      if (count > 0) nats += (count / n) * log((count * n) / (ofA[u] * ofB[v]));
    }
  }
  return nats;
}
