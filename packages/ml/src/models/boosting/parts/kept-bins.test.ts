import { resolveParams } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { openHeap } from '../../../kernels/index.ts';
import { type Matrix, seededRandom } from '../../../math/index.ts';
import { binTable } from '../../../trees/binning/bin-table.ts';
import { soloTeam } from '../../../trees/threads/team.ts';
import type { Target } from '../../estimator.ts';
import { boostedTrees } from '../boosted-trees.ts';
import { keepBins, keptBins, placeBins, takeBins } from './kept-bins.ts';

const N = 5000;

/** Numbers, gaps, and sparse columns that share a track. */
function rows(seed: number): Matrix {
  const random = seededRandom(seed);
  const values = new Float64Array(N * 6);
  for (let i = 0; i < N; i++) {
    values.set([random.normal(), i % 9 === 0 ? Number.NaN : random.normal()], 6 * i);
    values[6 * i + 2 + random.below(4)] = 1 + random.below(3);
  }
  return { nRows: N, nColumns: 6, values };
}

const codes = Int32Array.from(rows(1).values.subarray(0, N), (value) => (value > 0.3 ? 1 : 0));
const y: Target = { kind: 'classification', codes, nClasses: 2 };
const fit = (x: Matrix, given: object = {}) =>
  boostedTrees.fit(
    x,
    y,
    resolveParams('boosted-trees', boostedTrees.params, { nRounds: 3, ...given }),
    { random: seededRandom(1) },
  );

describe('kept bins', () => {
  it('lie in another heap as they did in the first', () => {
    const [first, second] = [soloTeam(openHeap()), soloTeam(openHeap())];
    const table = binTable(first, rows(1));
    second.heap.take(1000);
    const placed = placeBins(second, takeBins(first, table, 255));
    const bytes = (
      { heap }: typeof first,
      { rowBins, trackBins, nTracks, trackStride }: typeof table,
    ) => [
      heap.bytes(rowBins, N * nTracks).slice(),
      heap.bytes(trackBins, trackStride * nTracks).slice(),
    ];
    expect(table.columns.length).toBeGreaterThan(table.nTracks);
    expect(bytes(second, placed)).toEqual(bytes(first, table));
  });

  it('give every fit the model of a fit without them, here and in another thread', () => {
    const expected = fit(rows(1));
    const x = rows(1);
    keepBins(x);
    expect(keptBins(x)).toBeUndefined();
    expect(fit(x)).toEqual(expected);
    const posted = structuredClone(keptBins(x));
    expect(posted?.bytes.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(fit(x)).toEqual(expected);
    const there = rows(1);
    keepBins(there, posted);
    expect(fit(there)).toEqual(expected);
  });

  it('are what fits read, and are cut anew for another number of bins', () => {
    const [x, other] = [rows(1), rows(2)];
    keepBins(other);
    const expected = fit(other);
    keepBins(x, keptBins(other));
    expect(fit(x)).toEqual(expected);
    expect(fit(x, { maxBins: 20 })).toEqual(fit(rows(1), { maxBins: 20 }));
  });

  it('are kept from the second fit on where nobody asked, until values change', () => {
    const x = rows(1);
    const models = [fit(x), fit(x), fit(x)];
    expect(models).toEqual(models.map(() => fit(rows(1))));
    x.values.set(rows(2).values);
    expect(fit(x)).toEqual(fit(rows(2)));
  });
});
