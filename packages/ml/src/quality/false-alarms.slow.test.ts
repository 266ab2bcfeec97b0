import { describe, expect, it } from 'vitest';
import { exp, type Random, seededRandom } from '../math/index.ts';
import { type Column, encodeText } from '../table/index.ts';
import { chooseBinning, countColumn } from '../windows/index.ts';
import { checkQuality, measureQuality, type WindowedColumn } from './index.ts';

/** Columns as tables have them: heavy tails, few values, rare levels, gaps. */
const DRAWN: readonly ((n: number, random: Random) => Column)[] = [
  (n, random) => numbers(n, () => random.normal()),
  (n, random) => numbers(n, () => exp(1.5 * random.normal())),
  (n, random) => numbers(n, () => random.below(6)),
  (n, random) => numbers(n, () => (random.next() < 0.97 ? 0 : random.next())),
  (n, random) => numbers(n, () => (random.next() < 0.1 ? Number.NaN : random.next())),
  (n, random) => numbers(n, () => (random.next() < 0.001 ? Infinity : random.normal())),
  (n, random) => levels(n, () => `${random.below(3)}`),
  (n, random) => levels(n, () => `${Math.floor(exp(2 * Math.abs(random.normal())))}`),
  (n, random) => levels(n, () => `${Math.floor(exp(4 * Math.abs(random.normal())))}`),
  (n, random) => levels(n, () => (random.next() < 0.02 ? null : `${random.below(2)}`)),
];

function numbers(n: number, draw: () => number): Column {
  return { name: 'x', kind: 'number', values: Float64Array.from({ length: n }, draw) };
}

function levels(n: number, draw: () => string | null): Column {
  return encodeText('x', 'category', Array.from({ length: n }, draw));
}

function windowsOf(seed: number, nReference: number, nRows: number): WindowedColumn[] {
  const random = seededRandom(seed);
  return DRAWN.map((draw) => {
    const column = draw(nReference, random);
    const binning = chooseBinning(column);
    return {
      binning,
      reference: countColumn(binning, column),
      current: countColumn(binning, draw(nRows, random)),
    };
  });
}

describe('quality of windows in which nothing changed', () => {
  it.each([
    [2000, 50],
    [500, 500],
    [200, 1500],
  ])(
    'has p-values that are small as seldom as they say, of %i and %i rows',
    (nReference, nRows) => {
      const nTrials = 150;
      const nSmall = new Map<string, number>();
      for (let seed = 0; seed < nTrials; seed++)
        for (const [at, column] of windowsOf(seed, nReference, nRows).entries())
          for (const { check, pValue } of measureQuality({ columns: [column] }))
            for (const level of [0.1, 0.02]) {
              const key = `${check} of ${at} at ${level}`;
              nSmall.set(key, (nSmall.get(key) ?? 0) + ((pValue ?? 0) <= level ? 1 : 0));
            }
      expect(nSmall.size).toBeGreaterThan(60);
      for (const [key, count] of nSmall) {
        const level = Number(key.split(' at ')[1]);
        // Five standard errors: of a hundred shares none is beyond by chance.
        expect(count / nTrials, key).toBeLessThanOrEqual(
          level + 5 * Math.sqrt((level * (1 - level)) / nTrials),
        );
      }
    },
  );

  it.each([0.05, 0.2])('has findings in a share of %d at most', (rate) => {
    const nWindows = 200;
    let nRung = 0;
    for (let seed = 0; seed < nWindows; seed++) {
      const columns = windowsOf(1000 + seed, 1000, 300);
      if (checkQuality({ columns }, { rate, leastShare: 0 }).length > 0) nRung++;
    }
    expect(nRung / nWindows).toBeLessThanOrEqual(
      rate + 3 * Math.sqrt((rate * (1 - rate)) / nWindows),
    );
  });
});
