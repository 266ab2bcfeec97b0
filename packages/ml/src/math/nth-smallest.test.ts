import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nthSmallest } from './index.ts';

it('answers what stands there after sorting, with smaller ones before and larger ones behind', () => {
  const values = fc.array(
    fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true, noDefaultInfinity: true })),
    { minLength: 1, maxLength: 60 },
  );
  fc.assert(
    fc.property(values, fc.nat(), (given, at) => {
      const sorted = Float64Array.from(given).sort();
      const place = at % given.length;
      const found = Float64Array.from(given);
      expect(nthSmallest(found, place) + 0).toBe(sorted[place] + 0);
      expect(found.subarray(0, place).every((value) => value <= found[place])).toBe(true);
      expect(found.subarray(place).every((value) => value >= found[place])).toBe(true);
      expect(found.sort()).toEqual(sorted);
    }),
    { seed: 3, numRuns: 300 },
  );
});

it('is as quick for values in order, in reverse and all alike', () => {
  const n = 200_000;
  const cases = [
    Float64Array.from({ length: n }, (_, i) => i),
    Float64Array.from({ length: n }, (_, i) => n - 1 - i),
    new Float64Array(n).fill(7),
  ];
  expect(cases.map((values) => nthSmallest(values, n >> 1))).toEqual([n >> 1, n >> 1, 7]);
});
