import type { Prediction } from '@kaizenml/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { combinePredictions } from './combine-predictions.ts';

const CLASSES = ['a', 'b', 'c'];

const number = fc.double({ min: -1e9, max: 1e9, noNaN: true });
const weight = fc.double({ min: 0.001, max: 100, noNaN: true });
const vector = fc
  .array(fc.integer({ min: 1, max: 100 }), { minLength: 3, maxLength: 3 })
  .map((parts) => {
    const sum = parts.reduce((total, part) => total + part, 0);
    const shares = parts.map((part) => part / sum);
    return {
      prediction: CLASSES[shares.indexOf(Math.max(...shares))] ?? '',
      probabilities: Object.fromEntries(CLASSES.map((name, k) => [name, shares[k] ?? 0])),
    };
  });

const numbers = (values: readonly number[]): Prediction[] =>
  values.map((prediction) => ({ prediction }));

describe('combinePredictions', () => {
  it('gives back the model where all members are equal, to the last bit', () => {
    fc.assert(
      fc.property(
        fc.array(number, { minLength: 1, maxLength: 5 }),
        fc.array(vector, { minLength: 1, maxLength: 5 }),
        fc.array(weight, { minLength: 1, maxLength: 6 }),
        (values, vectors, weights) => {
          const equal = (predictions: readonly Prediction[]) =>
            weights.map((each) => ({ weight: each, predictions }));
          for (const combine of ['mean', 'weighted', 'first'] as const) {
            expect(
              combinePredictions(equal(numbers(values)), { combine, classes: undefined }),
            ).toEqual(numbers(values.map((value) => value + 0)));
            expect(combinePredictions(equal(vectors), { combine, classes: CLASSES })).toEqual(
              vectors,
            );
          }
          const voted = combinePredictions(equal(vectors), { combine: 'vote', classes: CLASSES });
          expect(voted).toEqual(vectors.map(({ prediction }) => ({ prediction })));
        },
      ),
      { seed: 5, numRuns: 200 },
    );
  });

  it('averages as the formula says, whatever the order of the members', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(number, weight), { minLength: 1, maxLength: 8 }), (pairs) => {
        const members = pairs.map(([value, each]) => ({
          ...{ weight: each, predictions: numbers([value]) },
        }));
        const answer = (given: typeof members, combine: 'mean' | 'weighted') =>
          Number(combinePredictions(given, { combine, classes: undefined })[0]?.prediction);
        const scale = Math.max(1, ...pairs.map(([value]) => Math.abs(value)));
        const total = pairs.reduce((sum, [, each]) => sum + each, 0);
        const weighted = pairs.reduce((sum, [value, each]) => sum + value * each, 0) / total;
        const mean = pairs.reduce((sum, [value]) => sum + value, 0) / pairs.length;
        for (const given of [members, members.toReversed()]) {
          expect(Math.abs(answer(given, 'weighted') - weighted) / scale).toBeLessThan(1e-12);
          expect(Math.abs(answer(given, 'mean') - mean) / scale).toBeLessThan(1e-12);
        }
      }),
      { seed: 6, numRuns: 200 },
    );
  });

  it('calls the most probable class, and its probabilities add up to 1', () => {
    fc.assert(
      fc.property(fc.array(vector, { minLength: 2, maxLength: 6 }), (answers) => {
        const members = answers.map((answer) => ({ weight: 1, predictions: [answer] }));
        const [made] = combinePredictions(members, { combine: 'mean', classes: CLASSES });
        const shares = Object.values(made?.probabilities ?? {});
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
        if (new Set(answers.map(({ prediction }) => prediction)).size > 1)
          expect(made?.probabilities?.[String(made.prediction)]).toBe(Math.max(...shares));
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  it('counts a class without probabilities as certain, and the earlier of equal votes', () => {
    const members = [['b'], ['a'], ['a'], ['b'], ['c']].map(([prediction = '']) => ({
      ...{ weight: 1, predictions: [{ prediction }] },
    }));
    expect(combinePredictions(members.slice(1), { combine: 'mean', classes: CLASSES })).toEqual([
      { prediction: 'a', probabilities: { a: 0.5, b: 0.25, c: 0.25 } },
    ]);
    expect(combinePredictions(members, { combine: 'vote', classes: CLASSES })).toEqual([
      { prediction: 'b' },
    ]);
  });
});
