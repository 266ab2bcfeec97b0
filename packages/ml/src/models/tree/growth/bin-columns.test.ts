import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openHeap } from '../../../kernels/index.ts';
import { binOf, MAX_BINS } from '../../../kernels/trees/forest/binned-columns.ts';
import { fromRows, seededRandom } from '../../../math/index.ts';
import { soloTeam } from '../../../trees/threads/team.ts';
import { binColumns } from './bin-columns.ts';

const column = (values: readonly number[]) => {
  const team = soloTeam(openHeap());
  const x = { nRows: values.length, nColumns: 1, values: Float64Array.from(values) };
  const { bins, cuts } = binColumns(team, x);
  return { bins: team.heap.bytes(bins, values.length), cuts };
};

describe('binColumns', () => {
  it('gives every distinct value its own bin, in order, while there are at most 255', () => {
    const value = fc.integer({ min: 0, max: 254 }).map((v) => v / 7 - 3);
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 400 }), (values) => {
        const sorted = [...new Set(values)].sort((a, b) => a - b);
        expect([...column(values).bins]).toEqual(values.map((v) => sorted.indexOf(v)));
      }),
      { seed: 1 },
    );
  });

  it('cuts more columns than are sorted at a time, each as if alone', () => {
    const random = seededRandom(3);
    const rows = Array.from({ length: 400 }, () =>
      Array.from({ length: 19 }, (_, j) => random.below(3 ** (j % 9)) - 7),
    );
    const team = soloTeam(openHeap());
    const { bins, cuts } = binColumns(team, fromRows(rows));
    for (let j = 0; j < 19; j++) {
      const alone = column(rows.map((row) => row[j]));
      expect(team.heap.bytes(bins + 400 * j, 400)).toEqual(alone.bins);
      const own = cuts.values.slice(cuts.offsets[j], cuts.offsets[j + 1]);
      expect(own).toEqual(alone.cuts.values);
    }
  });

  it('cuts midway between neighbors, also where no number lies between them', () => {
    expect([...column([5, 1, 2]).cuts.values]).toEqual([1.5, 3.5]);
    const next = 1 + Number.EPSILON;
    expect([...column([1, next]).cuts.values]).toEqual([1]);
    expect([...column([1, next]).bins]).toEqual([0, 1]);
    expect([...column([-1.7e308, 1.7e308]).cuts.values]).toEqual([0]);
  });

  it('cuts a column of many values into 255 bins of about equal counts', () => {
    const random = seededRandom(1);
    const binned = column(Array.from({ length: 25_500 }, () => random.normal() ** 3));
    const counts = new Float64Array(MAX_BINS);
    for (const bin of binned.bins) counts[bin]++;
    expect(binned.cuts.values.length).toBe(MAX_BINS - 1);
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(99);
    expect(Math.max(...counts)).toBeLessThanOrEqual(101);
  });

  it('keeps bins for the rest when one value fills most of the column', () => {
    const binned = column(Array.from({ length: 10_000 }, (_, i) => (i < 9000 ? 0 : i)));
    expect(new Set(binned.bins).size).toBeGreaterThan(200);
  });

  it('puts a value on a cut to the left of it', () => {
    const cuts = Float64Array.of(1, 2, 3);
    expect([0, 1, 1.5, 2, 3, 4].map((v) => binOf(cuts, 0, 3, v))).toEqual([0, 0, 1, 1, 2, 3]);
  });
});
