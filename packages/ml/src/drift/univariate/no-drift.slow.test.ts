import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../math/index.ts';
import { addColumn, type ColumnSketch, emptyColumn, mergeColumns } from '../../sketches/index.ts';
import { checkDrift } from '../check-drift.ts';
import { DRIFT_TESTS } from '../drift-tests.ts';
import { levelSample, numberSample, type Sample, sampleOfSketch } from '../samples/index.ts';

const N_PAIRS = 400;
/** Tests that exchange rows take their time. */
const N_SLOW_PAIRS = 60;
const SLOW = ['empirical_mmd', 'TVD'];
const SHARES = [0.01, 0.05, 0.2];

/** Most of n events of probability p that happen with a chance of at least one in a million, by the exact binomial distribution. */
function mostOf(n: number, p: number): number {
  let [chance, below] = [(1 - p) ** n, 0];
  for (let k = 0; k <= n; k++) {
    below += chance;
    if (1 - below < 1e-6) return k;
    chance *= ((n - k) / (k + 1)) * (p / (1 - p));
  }
  return n;
}

function pValues(name: string, pairOf: (seed: number) => readonly [Sample, Sample]): number[] {
  const test = DRIFT_TESTS.find((each) => each.name === name);
  if (!test) return [];
  const length = SLOW.includes(name) ? N_SLOW_PAIRS : N_PAIRS;
  return Array.from({ length }, (_, seed) => checkDrift(test, pairOf(seed)).pValue ?? 1);
}

function expectLevel(found: readonly number[]): void {
  for (const share of SHARES) {
    const below = found.filter((p) => p <= share).length;
    expect(below, `p-values up to ${share}`).toBeLessThanOrEqual(mostOf(found.length, share));
  }
}

const ofNumbers = DRIFT_TESTS.filter(
  ({ takes, chance }) => takes.includes('numbers') && chance === 'two samples',
).map(({ name }) => name);
const ofLevels = DRIFT_TESTS.filter(
  ({ takes, chance }) => takes.includes('levels') && chance === 'two samples',
).map(({ name }) => name);

describe.each(ofNumbers)('p-values of %s without drift', (name) => {
  it('are small no more often than they say, on skewed numbers', () => {
    const found = pValues(name, (seed) => {
      const random = seededRandom(seed);
      const draw = (n: number) =>
        numberSample(
          Float64Array.from({ length: n }, () => random.normal() ** 2 + random.normal()),
        );
      return [draw(300), draw(150)];
    });
    expectLevel(found);
    // A test that never says anything would pass as well.
    expect(found.filter((p) => p <= 0.2).length).toBeGreaterThan(0.05 * found.length);
  });

  it('are small no more often than they say, on whole numbers with many ties', () => {
    const found = pValues(name, (seed) => {
      const random = seededRandom(seed);
      const draw = (n: number) =>
        numberSample(Float64Array.from({ length: n }, () => Math.floor(8 * random.next() ** 2)));
      return [draw(200), draw(200)];
    });
    expectLevel(found);
  });
});

describe.each(ofLevels)('p-values of %s without drift', (name) => {
  it('are small no more often than they say, on two levels', () => {
    const found = pValues(name, (seed) => {
      const random = seededRandom(seed);
      const draw = (n: number) => {
        const a = Array.from({ length: n }).filter(() => random.next() < 0.3).length;
        return levelSample([
          ['a', a],
          ['b', n - a],
        ]);
      };
      return [draw(400), draw(250)];
    });
    expectLevel(found);
  });
});

describe('sketches of two times 30 000 rows without drift', () => {
  const sketches: ColumnSketch[] = [];
  const random = seededRandom(77);
  for (let shard = 0; shard < 60; shard++) {
    const parts = [0, 1].map((part) => {
      const sketch = emptyColumn('x', 'number', 2 * shard + part);
      const values = Float64Array.from({ length: 30_000 }, () => random.normal());
      addColumn(sketch, { name: 'x', kind: 'number', values });
      return sketch;
    });
    sketches.push(mergeColumns(parts[0], parts[1]));
  }
  const samples = sketches.map(sampleOfSketch);

  it.each(ofNumbers.filter((name) => name !== 'empirical_mmd'))(
    'give %s p-values that are small no more often than they say',
    (name) => {
      const test = DRIFT_TESTS.find((each) => each.name === name);
      if (!test) return;
      const found = Array.from(
        { length: 30 },
        (_, i) => checkDrift(test, [samples[2 * i], samples[2 * i + 1]]).pValue ?? 1,
      );
      for (const share of SHARES)
        expect(found.filter((p) => p <= share).length).toBeLessThanOrEqual(mostOf(30, share));
    },
  );
});
