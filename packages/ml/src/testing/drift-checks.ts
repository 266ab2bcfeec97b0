import { AppError, invariant } from '@kaizenml/contracts';
import type { DriftTest } from '../drift/index.ts';
import { type Random, seededRandom } from '../math/index.ts';
import type { Check } from './estimator-checks.ts';

/**
 * What every drift test promises, on seeded counts.
 *
 * @example
 * for (const { promise, run } of driftChecks(test)) it(promise, run);
 */
export function driftChecks(test: DriftTest): readonly Check[] {
  return [
    { promise: 'finds no drift between identical samples', run: () => sameIsZero(test) },
    { promise: 'finds no drift between samples of equal shares', run: () => scaleIsNothing(test) },
    { promise: 'stays within its bounds', run: () => staysInBounds(test) },
    {
      promise: test.isSymmetric ? 'is symmetric' : 'is not symmetric, as it says',
      run: () => isSymmetricAsSaid(test),
    },
    { promise: 'does not care about the order of the bins', run: () => ignoresBinOrder(test) },
    { promise: 'grows as rows move from one bin to another', run: () => growsWithShift(test) },
    { promise: 'passes its threshold when all rows move', run: () => seesFullShift(test) },
    { promise: 'is 0 when a sample is empty', run: () => emptyIsZero(test) },
    { promise: 'refuses samples of different bins', run: () => refusesOtherBins(test) },
  ];
}

function sameIsZero(test: DriftTest): void {
  const counts = countsOf(seededRandom(1), 10);
  expectNear(test.compute(counts, counts), 0);
}

function scaleIsNothing(test: DriftTest): void {
  const counts = countsOf(seededRandom(2), 10);
  const times = counts.map((count) => 7 * count);
  expectNear(test.compute(counts, times), 0);
}

function staysInBounds(test: DriftTest): void {
  const [low, high] = test.bounds;
  for (let seed = 0; seed < 50; seed++) {
    const random = seededRandom(seed);
    const value = test.compute(
      countsOf(random, 2 + (seed % 20)),
      countsOf(random, 2 + (seed % 20)),
    );
    expect(value >= low && value <= high, `${value} lies in [${low}, ${high}]`);
  }
}

function isSymmetricAsSaid(test: DriftTest): void {
  const random = seededRandom(3);
  const reference = countsOf(random, 8);
  const current = countsOf(random, 8);
  const gap = Math.abs(test.compute(reference, current) - test.compute(current, reference));
  expect(gap < 1e-12 === test.isSymmetric, `swapping the samples changes the value by ${gap}`);
}

function ignoresBinOrder(test: DriftTest): void {
  const random = seededRandom(4);
  const reference = countsOf(random, 8);
  const current = countsOf(random, 8);
  const turned = test.compute(reference.toReversed(), current.toReversed());
  expectNear(turned, test.compute(reference, current));
}

function growsWithShift(test: DriftTest): void {
  let last = -1;
  for (let moved = 0; moved <= 90; moved += 10) {
    const value = test.compute([100, 100, 100], [100 - moved, 100, 100 + moved]);
    expect(value > last, `${value} after moving ${moved} rows is above ${last}`);
    last = value;
  }
}

function seesFullShift(test: DriftTest): void {
  const value = test.compute([100, 0], [0, 100]);
  expect(value > test.threshold, `${value} is above the threshold ${test.threshold}`);
}

function emptyIsZero(test: DriftTest): void {
  expectNear(test.compute([0, 0], [1, 2]), 0);
  expectNear(test.compute([1, 2], [0, 0]), 0);
  expectNear(test.compute([], []), 0);
}

function refusesOtherBins(test: DriftTest): void {
  try {
    test.compute([1, 2], [1, 2, 3]);
  } catch (error) {
    const received = error instanceof AppError ? error.code : String(error);
    expect(received === 'SHAPE_MISMATCH', `the error is SHAPE_MISMATCH, not ${received}`);
    return;
  }
  expect(false, 'SHAPE_MISMATCH is thrown');
}

function countsOf(random: Random, k: number): number[] {
  return Array.from({ length: k }, (_, bin) => random.below(100) + Number(bin === 0));
}

function expect(condition: boolean, what: string): void {
  invariant(condition, what);
}

function expectNear(received: number, wanted: number): void {
  expect(Math.abs(received - wanted) < 1e-12, `${received} equals ${wanted}`);
}
