import { kswin } from '@kaizenml/ml/detectors';
import { describe, expect, it } from 'vitest';
import expected from './expected.json' with { type: 'json' };
import { levelsOf } from './levels-of.ts';
import { errorStream, numberStream } from './streams.ts';

const ours = <Case extends { readonly detector: string }>(cases: readonly Case[]) =>
  cases.filter(({ detector }) => detector === 'kswin');

describe('kswin, with the same draws', () => {
  it.each(ours(expected.errors))(
    `calls every drift of river ${expected.versions.river} on errors: $scenario, seed $seed, $settings`,
    ({ scenario, seed, settings, drifts, warnings }) => {
      const called = levelsOf(kswin, errorStream(scenario, seed), settings);
      expect(called).toEqual({ drifts, warnings });
    },
  );

  it.each(ours(expected.numbers))(
    `calls every drift of river ${expected.versions.river} on numbers: $scenario, seed $seed, $settings`,
    ({ scenario, seed, settings, drifts, warnings }) => {
      const called = levelsOf(kswin, numberStream(scenario, seed), settings);
      expect(called).toEqual({ drifts, warnings });
    },
  );
});
