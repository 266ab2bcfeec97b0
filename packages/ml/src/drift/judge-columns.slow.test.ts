import { expect, it } from 'vitest';
import { type Random, seededRandom } from '../math/index.ts';
import { checkDrift } from './check-drift.ts';
import { judgeColumns } from './judge-columns.ts';
import { levelSample, numberSample, type Sample } from './samples/index.ts';
import { soundDriftTest } from './sound-drift-test.ts';

const N_COLUMNS = 1000;
const N_WINDOWS = 50;
const RATE = 0.05;

/** Skewed numbers, whole numbers and levels in turn; nothing ever drifts. */
function sampleOf(column: number, n: number, random: Random): Sample {
  if (column % 3 === 0)
    return numberSample(Float64Array.from({ length: n }, () => random.normal() ** 2));
  if (column % 3 === 1)
    return numberSample(Float64Array.from({ length: n }, () => random.below(12)));
  return levelSample(
    Array.from({ length: n }, () => [`level ${Math.floor(9 * random.next() ** 2)}`, 1] as const),
  );
}

it('falsely alarms at most the rate of 1000 columns over 50 windows, by significance alone', () => {
  const random = seededRandom(9);
  const references = Array.from({ length: N_COLUMNS }, (_, c) => sampleOf(c, 400, random));
  const alarmed = new Set<number>();
  let nUnadjusted = 0;
  for (let window = 0; window < N_WINDOWS; window++) {
    const findings = references.map((reference, c) =>
      checkDrift(soundDriftTest(reference.kind), [reference, sampleOf(c, 150, random)]),
    );
    nUnadjusted += findings.filter(({ pValue }) => (pValue ?? 1) <= RATE).length;
    judgeColumns(findings, { rate: RATE, leastEffect: 0 }).forEach(({ verdict }, c) => {
      if (verdict === 'drift') alarmed.add(c);
    });
  }
  expect(alarmed.size / N_COLUMNS).toBeLessThanOrEqual(RATE);
  // Without the correction some 30 columns would be called drift in every window.
  expect(nUnadjusted / N_WINDOWS).toBeGreaterThan(20);
});
