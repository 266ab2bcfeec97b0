import {
  checkDrift,
  defaultDriftTest,
  getDriftTest,
  levelSample,
  type NumberSample,
  numberSample,
  type Sample,
} from '@kaizenml/ml/drift';
import { describe, expect, it } from 'vitest';
import expected from './univariate.json' with { type: 'json' };

type Score = { readonly score: number; readonly isDrift: boolean } | null;
type Scores = Readonly<Record<string, Score>>;

/** How far scores may be apart, and why it is not 1e-9. */
const ROOM: Readonly<Record<string, number>> = {
  // 1 - sum of sqrt(p q) loses half of its digits near 0 there; ours is a sum of squares.
  hellinger: 1e-7,
  // Other random exchanges of rows, 1000 each.
  TVD: 0.06,
};

/** The formula of the generator. */
function drawn([n, seed, shape, scale, shift]: readonly (number | string)[]): number[] {
  return Array.from({ length: Number(n) }, (_, i) => {
    const u = (((i + 1) * 48271 * Number(seed)) % 2147483647) / 2147483647;
    if (shape === 'whole') return Math.trunc(u * Number(scale)) + Number(shift);
    if (shape === 'skewed') return Number(scale) / (u + 0.05) + Number(shift);
    return Number(scale) * u + Number(shift);
  });
}

function numbersOf(given: readonly (number | string)[]): NumberSample {
  return numberSample(
    Float64Array.from(typeof given[2] === 'string' ? drawn(given) : given.map(Number)),
  );
}

function expectScores(scores: Scores, pair: readonly [Sample, Sample]): void {
  for (const [name, wanted] of Object.entries(scores)) {
    const found = checkDrift(getDriftTest(name), pair);
    if (wanted === null) continue;
    const gap = Math.abs((found.score ?? Number.NaN) - wanted.score);
    const room = ROOM[name] ?? 1e-9 * Math.max(1, Math.abs(wanted.score));
    expect(gap, `${name}: ${found.score}, Evidently ${wanted.score}`).toBeLessThanOrEqual(room);
    expect(found.isDrift, `verdict of ${name}, ${found.score}`).toBe(wanted.isDrift);
  }
}

describe('numbers, as Evidently 0.4.40 and scipy 1.13 score them', () => {
  it.each(expected.numbers.map((each, i) => [i, each] as const))('case %i', (_, given) => {
    const pair = [numbersOf(given.reference), numbersOf(given.current)] as const;
    expectScores(given.scores, pair);
    expect(defaultDriftTest(...pair).name).toBe(given.default);
    if (!given.mmd) return;
    const { statistic, pValue } = checkDrift(getDriftTest('empirical_mmd'), pair);
    expect(Math.abs(statistic - given.mmd.statistic)).toBeLessThan(1e-9);
    // Other random exchanges of rows, 100 each.
    expect(Math.abs((pValue ?? 1) - given.mmd.pValue)).toBeLessThan(0.2);
  });
});

describe('levels, as Evidently 0.4.40 and scipy 1.13 score them', () => {
  it.each(expected.levels.map((each, i) => [i, each] as const))('case %i', (_, given) => {
    const rows = (counts: object): Sample =>
      levelSample(Object.entries(counts as Record<string, number>));
    const pair = [rows(given.reference), rows(given.current)] as const;
    expectScores(given.scores, pair);
    expect(defaultDriftTest(...pair).name).toBe(given.default);
  });
});
