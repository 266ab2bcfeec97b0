import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseCuts } from './choose-cuts.ts';
import { valueRuns } from './value-runs.ts';

const SEEDED = { seed: 20261122, numRuns: 150 };
const { POSITIVE_INFINITY, NEGATIVE_INFINITY, MAX_VALUE, MIN_VALUE } = Number;

/** Values with ties, extremes among them, increasing. */
const sortedValues = fc
  .array(
    fc.oneof(
      fc.integer({ min: -20, max: 20 }),
      fc.double({ noNaN: true }),
      fc.constantFrom(0, -0, POSITIVE_INFINITY, NEGATIVE_INFINITY, MAX_VALUE, MIN_VALUE),
    ),
    { maxLength: 300 },
  )
  .map((values) => Float64Array.from(values).sort());
const maxBins = fc.integer({ min: 2, max: 255 });

const cutsOf = (sorted: Float64Array, most: number) => chooseCuts(valueRuns(sorted), most);

function distinctOf(sorted: Float64Array): number[] {
  return [...sorted].filter((value, i) => i === 0 || value !== sorted[i - 1]);
}

/** Values in each bin: b holds those with cuts[b - 1] < v <= cuts[b]. */
function binsOf(sorted: Float64Array, cuts: Float64Array): number[][] {
  const bins: number[][] = Array.from({ length: cuts.length + 1 }, () => []);
  for (const value of sorted) bins[cuts.filter((cut) => cut < value).length].push(value);
  return bins;
}

describe('chooseCuts', () => {
  it('gives increasing cuts that are no NaN, fewer than bins, and leaves no bin empty', () => {
    fc.assert(
      fc.property(sortedValues, maxBins, (sorted, most) => {
        const cuts = cutsOf(sorted, most);
        expect(cuts.length).toBeLessThan(most);
        expect(cuts.every((cut, k) => k === 0 || cut > cuts[k - 1])).toBe(true);
        if (sorted.length > 0)
          expect(binsOf(sorted, cuts).every((bin) => bin.length > 0)).toBe(true);
      }),
      SEEDED,
    );
  });

  it('gives every value a bin of its own while there are few enough', () => {
    fc.assert(
      fc.property(sortedValues, maxBins, (sorted, most) => {
        const distinct = distinctOf(sorted);
        if (distinct.length > most) return;
        const cuts = cutsOf(sorted, most);
        expect(cuts.length).toBe(Math.max(0, distinct.length - 1));
        cuts.forEach((cut, k) => {
          expect(cut >= distinct[k] && cut < distinct[k + 1]).toBe(true);
        });
      }),
      SEEDED,
    );
  });

  it('cuts midway between whole numbers', () => {
    expect([...cutsOf(Float64Array.of(1, 1, 2, 4, 8, 8), 255)]).toEqual([1.5, 3, 6]);
  });

  it('cuts between numbers that have no middle', () => {
    const next = 1 + Number.EPSILON;
    const far = [
      NEGATIVE_INFINITY,
      -MAX_VALUE,
      0,
      MIN_VALUE,
      1,
      next,
      MAX_VALUE,
      POSITIVE_INFINITY,
    ];
    const cuts = cutsOf(Float64Array.from(far), 255);
    expect(binsOf(Float64Array.from(far), cuts)).toEqual(far.map((value) => [value]));
  });

  it.each([2, 3, 16, 255])(
    'cuts 2000 different values into %i bins of about equal counts',
    (most) => {
      const sorted = Float64Array.from({ length: 2000 }, (_, i) => i ** 3);
      const counts = binsOf(sorted, cutsOf(sorted, most)).map((bin) => bin.length);
      expect(counts.length).toBe(most);
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(2);
    },
  );

  it('gives a value as frequent as a whole bin a bin of its own, and the others the rest', () => {
    const zeros = new Array<number>(5000).fill(0);
    const others = Array.from({ length: 1000 }, (_, i) => (i % 2 === 0 ? i + 1 : -i - 1));
    const sorted = Float64Array.from([...zeros, ...others]).sort();
    const bins = binsOf(sorted, cutsOf(sorted, 32));
    expect(bins.length).toBe(32);
    expect(bins.filter((bin) => bin.includes(0))).toEqual([zeros]);
    const rest = bins.filter((bin) => !bin.includes(0)).map((bin) => bin.length);
    expect(Math.max(...rest)).toBeLessThanOrEqual(2 * (1000 / 31));
  });

  it('gives no cut where there is nothing to tell apart', () => {
    expect(cutsOf(new Float64Array(0), 255).length).toBe(0);
    expect(cutsOf(Float64Array.of(3), 255).length).toBe(0);
    expect(cutsOf(Float64Array.of(-0, 0, 0), 255).length).toBe(0);
  });
});
