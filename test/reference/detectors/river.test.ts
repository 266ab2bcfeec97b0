import { getDetector } from '@kaizenml/ml/detectors';
import { describe, expect, it } from 'vitest';
import expected from './expected.json' with { type: 'json' };
import { levelsOf } from './levels-of.ts';
import { errorStream, numberStream } from './streams.ts';

const river = `river ${expected.versions.river}`;
/** KSWIN is in `kswin.slow.test.ts`: its draws take their time. */
const detectors = [...new Set(expected.errors.map(({ detector }) => detector))].filter(
  (name) => name !== 'kswin',
);

describe.each(detectors)(`detector %s calls every drift and warning of ${river}`, (name) => {
  const detector = getDetector(name);

  it('on seeded errors', () => {
    for (const { scenario, seed, settings, drifts, warnings } of expected.errors.filter(
      (each) => each.detector === name,
    ))
      expect(
        levelsOf(detector, errorStream(scenario, seed), settings),
        `${scenario} ${seed} ${JSON.stringify(settings)}`,
      ).toEqual({ drifts, warnings });
  });

  const ofNumbers = expected.numbers.filter((each) => each.detector === name);
  it.skipIf(ofNumbers.length === 0)('on seeded numbers', () => {
    for (const { scenario, seed, settings, drifts, warnings } of ofNumbers)
      expect(
        levelsOf(detector, numberStream(scenario, seed), settings),
        `${scenario} ${seed} ${JSON.stringify(settings)}`,
      ).toEqual({ drifts, warnings });
  });
});
