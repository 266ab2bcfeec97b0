import { AppError, invariant, type Task } from '@kaizenml/contracts';
import { type Random, seededRandom, shuffledIndices } from '../math/index.ts';
import type { Metric, Outcome } from '../metrics/index.ts';
import type { Check } from './estimator-checks.ts';

const N_ROWS = 60;

/**
 * What every metric promises, on seeded outcomes of each of its tasks.
 *
 * @example
 * for (const { promise, run } of metricChecks(metric)) it(promise, run);
 */
export function metricChecks(metric: Metric): readonly Check[] {
  return metric.tasks.flatMap((task) => [
    { promise: `stays within its bounds (${task})`, run: () => staysInBounds(metric, task) },
    {
      promise: `gives its best value to a perfect answer (${task})`,
      run: () => bestIsBest(metric, task),
    },
    { promise: `prefers a better answer (${task})`, run: () => prefersBetter(metric, task) },
    { promise: `does not care about row order (${task})`, run: () => ignoresOrder(metric, task) },
    {
      promise: `takes a weight of 2 as the row twice (${task})`,
      run: () => weightsRepeat(metric, task),
    },
    { promise: `takes a weight of 0 as no row (${task})`, run: () => zeroIsAbsent(metric, task) },
    {
      promise: `is not a number where there are no rows (${task})`,
      run: () => emptyIsUndefined(metric, task),
    },
    { promise: `leaves its inputs untouched (${task})`, run: () => keepsInputs(metric, task) },
    {
      promise: `refuses an outcome of the other kind (${task})`,
      run: () => refusesOtherKind(metric, task),
    },
    {
      promise: `refuses fewer answers than rows (${task})`,
      run: () => refusesShortAnswers(metric, task),
    },
  ]);
}

function staysInBounds(metric: Metric, task: Task): void {
  for (let seed = 0; seed < 20; seed++) {
    const value = metric.compute(outcomeOf(task, seededRandom(seed), seed / 20));
    const [low, high] = metric.bounds;
    expect(value >= low && value <= high, `${value} lies in [${low}, ${high}]`);
  }
}

function bestIsBest(metric: Metric, task: Task): void {
  const value = metric.compute(outcomeOf(task, seededRandom(1), 1));
  expect(
    Math.abs(value - metric.best) < 1e-12,
    `a perfect answer gets ${metric.best}, not ${value}`,
  );
}

function prefersBetter(metric: Metric, task: Task): void {
  const good = metric.compute(outcomeOf(task, seededRandom(2), 0.95));
  const poor = metric.compute(outcomeOf(task, seededRandom(2), 0.05));
  const isBetter = metric.better === 'higher' ? good > poor : good < poor;
  expect(isBetter, `${good} for a good answer is better than ${poor} for a poor one`);
}

function ignoresOrder(metric: Metric, task: Task): void {
  const outcome = outcomeOf(task, seededRandom(3), 0.5);
  const shuffled = takeOutcome(outcome, shuffledIndices(N_ROWS, seededRandom(4)));
  expectNear(metric.compute(shuffled), metric.compute(outcome));
}

function weightsRepeat(metric: Metric, task: Task): void {
  const random = seededRandom(5);
  const outcome = outcomeOf(task, random, 0.5);
  const weights = Float64Array.from({ length: N_ROWS }, () => 1 + random.below(2));
  const rows = Array.from(weights, (weight, row) => (weight === 2 ? [row, row] : [row])).flat();
  expectNear(metric.compute(outcome, weights), metric.compute(takeOutcome(outcome, rows)));
}

function zeroIsAbsent(metric: Metric, task: Task): void {
  const random = seededRandom(6);
  const outcome = outcomeOf(task, random, 0.5);
  const weights = Float64Array.from({ length: N_ROWS }, () => Number(random.next() < 0.7));
  const rows = Array.from(weights, (_, row) => row).filter((row) => weights[row] === 1);
  expectNear(metric.compute(outcome, weights), metric.compute(takeOutcome(outcome, rows)));
}

function emptyIsUndefined(metric: Metric, task: Task): void {
  const value = metric.compute(takeOutcome(outcomeOf(task, seededRandom(7), 0.5), []));
  expect(Number.isNaN(value), `no rows give NaN, not ${value}`);
}

function keepsInputs(metric: Metric, task: Task): void {
  const outcome = outcomeOf(task, seededRandom(8), 0.5);
  const copy = takeOutcome(
    outcome,
    Array.from({ length: N_ROWS }, (_, row) => row),
  );
  metric.compute(outcome);
  const isSame = JSON.stringify(outcome) === JSON.stringify(copy);
  expect(isSame, 'the outcome is the same after computing');
}

function refusesOtherKind(metric: Metric, task: Task): void {
  const other = task === 'regression' ? 'binary' : 'regression';
  const outcome = outcomeOf(other, seededRandom(9), 0.5);
  expectCode(() => metric.compute(outcome), 'ARGUMENT_INVALID');
}

function refusesShortAnswers(metric: Metric, task: Task): void {
  const outcome = outcomeOf(task, seededRandom(10), 0.5);
  const short: Outcome =
    outcome.kind === 'regression'
      ? { ...outcome, predicted: outcome.predicted.subarray(1) }
      : { ...outcome, probabilities: outcome.probabilities.subarray(1) };
  expectCode(() => metric.compute(short), 'SHAPE_MISMATCH');
}

/** A seeded outcome whose answers are right to the given degree: 0 is chance, 1 is perfect. */
function outcomeOf(task: Task, random: Random, quality: number): Outcome {
  if (task === 'regression') {
    const truth = Float64Array.from({ length: N_ROWS }, () => 50 + 10 * random.normal());
    const predicted = truth.map((y) => quality * y + (1 - quality) * (50 + 10 * random.normal()));
    return { kind: 'regression', truth, predicted };
  }
  const nClasses = task === 'binary' ? 2 : 4;
  const truth = Int32Array.from({ length: N_ROWS }, (_, i) => i % nClasses);
  const probabilities = new Float64Array(N_ROWS * nClasses);
  for (let i = 0; i < N_ROWS; i++) {
    const noise = Array.from({ length: nClasses }, () => 0.05 + random.below(20) / 20);
    const total = noise.reduce((sum, x) => sum + x, 0);
    for (let c = 0; c < nClasses; c++)
      probabilities[i * nClasses + c] =
        quality * Number(c === truth[i]) + ((1 - quality) * noise[c]) / total;
  }
  return { kind: 'classification', truth, probabilities, nClasses };
}

function takeOutcome(outcome: Outcome, rows: ArrayLike<number>): Outcome {
  const at = Int32Array.from(rows);
  if (outcome.kind === 'regression') {
    const { truth, predicted } = outcome;
    return {
      kind: 'regression',
      truth: Float64Array.from(at, (row) => truth[row]),
      predicted: Float64Array.from(at, (row) => predicted[row]),
    };
  }
  const { truth, probabilities, nClasses, kind } = outcome;
  const taken = Array.from(at, (row) => [
    ...probabilities.subarray(row * nClasses, (row + 1) * nClasses),
  ]);
  return {
    kind,
    truth: Int32Array.from(at, (row) => truth[row]),
    probabilities: Float64Array.from(taken.flat()),
    nClasses,
  };
}

function expect(condition: boolean, what: string): void {
  invariant(condition, what);
}

function expectNear(received: number, wanted: number): void {
  const scale = Math.max(1, Math.abs(wanted));
  expect(Math.abs(received - wanted) <= 1e-12 * scale, `${received} equals ${wanted}`);
}

function expectCode(attempt: () => unknown, code: AppError['code']): void {
  try {
    attempt();
  } catch (error) {
    const received = error instanceof AppError ? error.code : String(error);
    expect(received === code, `the error is ${code}, not ${received}`);
    return;
  }
  expect(false, `${code} is thrown`);
}
