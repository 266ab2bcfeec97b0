import { existsSync } from 'node:fs';
import { DETECTORS, getDetector } from '@kaizenml/ml/detectors';
import { type DetectorValues, detectorChecks } from '@kaizenml/ml/testing';
import { describe, expect, it } from 'vitest';

const errors: DetectorValues = {
  value: (random, hasChanged) => Number(random.next() < (hasChanged ? 0.5 : 0.1)),
  refused: [0.5, 2, -1, '1'],
};
const shares: DetectorValues = { ...errors, refused: [1.5, -0.1, Number.POSITIVE_INFINITY] };
const numbers: DetectorValues = {
  value: (random, hasChanged) => random.normal() + (hasChanged ? 3 : 0),
  refused: [Number.POSITIVE_INFINITY, '1'],
};

const VALUES: Readonly<Record<string, DetectorValues>> = {
  adwin: numbers,
  ddm: { ...errors, settings: { warmUp: 300 } },
  eddm: { ...errors, settings: { driftAt: 0.7, warnAt: 0.75, warmUp: 50 } },
  'hddm-a': shares,
  'hddm-w': shares,
  'page-hinkley': numbers,
  kswin: { ...numbers, settings: { level: 1e-6 } },
  'linear-four-rates': {
    value: (random, hasChanged) => {
      const truth = random.next() < 0.4;
      return { truth, answer: truth === random.next() > (hasChanged ? 0.6 : 0.1) };
    },
    refused: [1, { truth: 1 }, { truth: 0.5, answer: 1 }],
  },
  'e-detector': { ...shares, settings: { rate: 0.12 } },
};

describe.each(DETECTORS)('detector $name', (detector) => {
  it.each(detectorChecks(detector, VALUES[detector.name]))('$promise', ({ run }) => run());

  it('has a file of its name', () => {
    const file = new URL(`../../packages/ml/src/detectors/${detector.name}.ts`, import.meta.url);
    expect(existsSync(file)).toBe(true);
  });

  it('is found by its name', () => expect(getDetector(detector.name)).toBe(detector));
});

it('refuses an unknown detector with the closest ones', () => {
  const known = DETECTORS.map(({ name }) => name);
  expect(() => getDetector('adwn')).toThrow(
    expect.objectContaining({
      code: 'ARGUMENT_INVALID',
      message: 'The detector must be one of the 9 we have, got "adwn".',
      hint: 'Did you mean "adwin"?',
      details: { name: 'adwn', known },
    }),
  );
});

describe('settings that do not go together', () => {
  it.each([
    ['eddm', { driftAt: 0.9, warnAt: 0.8 }, 'driftAt at most warnAt'],
    ['hddm-a', { driftLevel: 0.1, warnLevel: 0.01 }, 'driftLevel at most warnLevel'],
    ['hddm-w', { driftLevel: 0.1, warnLevel: 0.01 }, 'driftLevel at most warnLevel'],
    ['linear-four-rates', { driftLevel: 0.1, warnLevel: 0.01 }, 'driftLevel at most warnLevel'],
    ['kswin', { windowSize: 50, recentSize: 30 }, 'a windowSize of at least twice the recentSize'],
  ])('are refused by %s', (name, settings, expectation) => {
    expect(() => getDetector(name).empty(settings)).toThrow(
      expect.objectContaining({
        code: 'ARGUMENT_INVALID',
        message: `The settings of ${name} must have ${expectation}, got ${JSON.stringify(settings)}.`,
        hint: 'Leave both out for the customary ones.',
        details: { detector: name, expectation, settings },
      }),
    );
  });
});
