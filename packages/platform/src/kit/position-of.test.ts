import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { positionOf } from './position-of.ts';

const N = 40_000;
const N_BINS = 100;
/** 99.9 % quantile of chi-square with 99 degrees of freedom. */
const CHI_SQUARE_99 = 148.2;

const KEYS: Readonly<Record<string, (i: number) => string>> = {
  'numbers that count up': (i) => String(i),
  'e-mail addresses': (i) => `customer${i}@example.com`,
  'ids that differ at their end': (i) => `01JD00000000000000${(1e7 + i).toString(36)}`,
  'words beyond Latin': (i) => `名前${i}ß`,
};

describe('positionOf', () => {
  it.each(Object.entries(KEYS))('spreads %s evenly', (_, keyOf) => {
    const counts = new Array<number>(N_BINS).fill(0);
    for (let i = 0; i < N; i++) {
      const bin = Math.floor(positionOf(keyOf(i), 'rollout') * N_BINS);
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    const expected = N / N_BINS;
    const chiSquare = counts.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
    expect(chiSquare).toBeLessThan(CHI_SQUARE_99);
  });

  it('splits the keys of one rollout anew in the next', () => {
    let both = 0;
    for (let i = 0; i < N; i++)
      if (positionOf(`k${i}`, 'first') < 0.1 && positionOf(`k${i}`, 'second') < 0.1) both++;
    const sd = Math.sqrt(N * 0.01 * 0.99);
    expect(Math.abs(both - N * 0.01)).toBeLessThan(4 * sd);
  });

  it('is the same number below 1 for the same key, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (key, salt) => {
        const position = positionOf(key, salt);
        expect(position).toBeGreaterThanOrEqual(0);
        expect(position).toBeLessThan(1);
        expect(positionOf(key, salt)).toBe(position);
      }),
    );
  });
});
