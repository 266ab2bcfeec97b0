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
});

/** Some detectors count errors alone. */
const ofNumbers = expected.numbers.filter(({ detector }) => detectors.includes(detector));

it.each(ofNumbers)(
  `detector $detector calls every drift and warning of ${river} on seeded numbers, $scenario $seed`,
  ({ detector, scenario, seed, settings, drifts, warnings }) => {
    expect(levelsOf(getDetector(detector), numberStream(scenario, seed), settings)).toEqual({
      ...{ drifts, warnings },
    });
  },
);
