import { describe, expect, it } from 'vitest';
import { checkDrift } from './check-drift.ts';
import { getDriftTest } from './drift-tests.ts';
import { levelSample, numberSample, textSample } from './samples/index.ts';

const rising = numberSample(Float64Array.from({ length: 40 }, (_, i) => i));

describe('checkDrift', () => {
  it('tells score, threshold and verdict, effect and significance', () => {
    const moved = numberSample(Float64Array.from({ length: 40 }, (_, i) => i + 20));
    const found = checkDrift(getDriftTest('ks'), [rising, moved]);
    expect(found).toMatchObject({ test: 'ks', effect: 0.5, threshold: 0.05, isDrift: true });
    expect(found.score).toBe(found.pValue);
    const strict = checkDrift(getDriftTest('ks'), [rising, moved], { threshold: 1e-9 });
    expect(strict).toMatchObject({ threshold: 1e-9, isDrift: false });
  });

  it('takes numbers as levels where a test compares levels', () => {
    const [a, b] = [numberSample(Float64Array.of(0, 0, 1)), numberSample(Float64Array.of(1, 1, 1))];
    expect(checkDrift(getDriftTest('fisher_exact'), [a, b]).effect).toBeCloseTo(2 / 3, 12);
  });

  it('finds no drift where a test cannot say', () => {
    const one = numberSample(Float64Array.of(1));
    expect(checkDrift(getDriftTest('t_test'), [one, one])).toMatchObject({
      pValue: null,
      score: null,
      isDrift: false,
    });
    const constant = numberSample(new Float64Array(30).fill(2));
    expect(checkDrift(getDriftTest('es'), [constant, constant]).score).toBeNull();
  });

  it('refuses samples that the test does not compare', () => {
    const words = textSample(['a']);
    expect(() => checkDrift(getDriftTest('ks'), [words, words])).toThrow(
      expect.objectContaining({
        code: 'ARGUMENT_INVALID',
        message: 'The drift test "ks" must be given numbers, got texts.',
        details: { test: 'ks', takes: ['numbers'], received: 'texts' },
      }),
    );
  });

  it('refuses more than two levels for an exact test of two', () => {
    const three = levelSample(Object.entries({ a: 1, b: 1, c: 1 }));
    expect(() => checkDrift(getDriftTest('fisher_exact'), [three, three])).toThrow(
      expect.objectContaining({
        code: 'ARGUMENT_INVALID',
        message: 'The drift test "fisher_exact" must be given at most 2 levels, got 3.',
        details: { test: 'fisher_exact', received: 3 },
      }),
    );
  });

  it('names the tests where a name is unknown', () => {
    expect(() => getDriftTest('kss')).toThrow(
      expect.objectContaining({
        code: 'ARGUMENT_INVALID',
        message: expect.stringContaining('A drift test must be one of ks, z, chisquare'),
        details: expect.objectContaining({ received: 'kss' }),
      }),
    );
  });
});
