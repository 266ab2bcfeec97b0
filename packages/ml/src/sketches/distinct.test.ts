import { describe, expect, it } from 'vitest';
import { throughJson } from '../testing/index.ts';
import {
  addDistinct,
  countDistinct,
  distinctFromState,
  distinctToState,
  emptyDistinct,
  MAX_EXACT_DISTINCT,
  mergeDistinct,
} from './distinct.ts';
import { hashNumbers, hashText, makeHashes } from './parts/hashes.ts';

/** A sketch of the whole numbers in [from, to). */
function countUp(from: number, to: number) {
  const values = Float64Array.from({ length: to - from }, (_, i) => from + i);
  const hashes = makeHashes(values.length);
  hashNumbers(values, values.length, hashes);
  const sketch = emptyDistinct();
  addDistinct(sketch, hashes, values.length);
  return sketch;
}

describe('distinct counts', () => {
  it('are exact up to the limit and estimates beyond', () => {
    const exact = { count: MAX_EXACT_DISTINCT, isExact: true, relativeError: 0 };
    expect(countDistinct(countUp(0, MAX_EXACT_DISTINCT))).toEqual(exact);
    expect(countDistinct(countUp(0, MAX_EXACT_DISTINCT + 1)).isExact).toBe(false);
    expect(countDistinct(emptyDistinct()).count).toBe(0);
  });

  it.each([5_000, 20_000, 40_000, 60_000])(
    'have no bias and the stated standard error at %d values',
    (n) => {
      const nTrials = 30;
      const errors = Array.from({ length: nTrials }, (_, trial) => {
        const { count, relativeError } = countDistinct(countUp(trial * n, (trial + 1) * n));
        return (count / n - 1) / relativeError;
      });
      const mean = errors.reduce((sum, e) => sum + e, 0) / nTrials;
      const rms = Math.sqrt(errors.reduce((sum, e) => sum + e * e, 0) / nTrials);
      // Three standard errors of a mean and of a root mean square of 30 trials. Near the beginning the error is smaller.
      expect(Math.abs(mean)).toBeLessThan(3 / Math.sqrt(nTrials));
      expect(rms).toBeLessThan(1 + 3 / Math.sqrt(2 * nTrials));
    },
  );

  it('merge to the same bits in any order', () => {
    const [a, b, c] = [countUp(0, 3000), countUp(2000, 9000), countUp(8000, 10_000)];
    const whole = distinctToState(countUp(0, 10_000));
    expect(distinctToState(mergeDistinct(mergeDistinct(a, b), c))).toEqual(whole);
    expect(distinctToState(mergeDistinct(c, mergeDistinct(b, a)))).toEqual(whole);
    expect(distinctToState(mergeDistinct(c, a))).toEqual(distinctToState(mergeDistinct(a, c)));
    expect(countDistinct(mergeDistinct(c, a)).isExact).toBe(false);
    expect(countDistinct(mergeDistinct(countUp(0, 100), countUp(50, 200))).count).toBe(200);
  });

  it.each([100, 10_000])('come back from their state at %d values', (n) => {
    const state = throughJson(distinctToState(countUp(0, n)));
    expect(distinctToState(distinctFromState(state))).toEqual(state);
  });

  it('refuse registers that are none', () => {
    const state = { ...distinctToState(countUp(0, 1)), registers: new Uint8Array(3) };
    expect(() => distinctFromState(state)).toThrow(/"registers" of a stored sketch must be 16384/);
  });
});

describe('hashes', () => {
  it('never change, since they are stored', () => {
    const hashes = makeHashes(2);
    hashNumbers(Float64Array.of(1.5, Number.NaN), 2, hashes);
    expect([
      ...hashes.high,
      ...hashes.low,
      ...hashText('Kaizen'),
      ...hashText(''),
    ]).toMatchInlineSnapshot(`
      [
        1523151170,
        -931937581,
        1494256311,
        -1600973149,
        975098319,
        1931305916,
        -1519995360,
        28500750,
      ]
    `);
  });

  it('of texts differ, in every bit about half of the time', () => {
    const n = 20_000;
    const seen = new Set<string>();
    const ones = new Float64Array(64);
    for (let i = 0; i < n; i++) {
      const [high, low] = hashText(`row ${i}`);
      seen.add(`${high},${low}`);
      for (let bit = 0; bit < 32; bit++) {
        ones[bit] += (low >>> bit) & 1;
        ones[32 + bit] += (high >>> bit) & 1;
      }
    }
    expect(seen.size).toBe(n);
    for (const count of ones)
      expect(Math.abs(count / n - 0.5)).toBeLessThan(4.5 * (0.5 / Math.sqrt(n)));
  });
});
