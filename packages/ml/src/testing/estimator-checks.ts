import {
  AppError,
  illegalValue,
  invariant,
  type ParamSpecs,
  resolveParams,
} from '@kaizenml/contracts';
import {
  type Matrix,
  seededRandom,
  shuffledIndices,
  takeMatrixRows,
  zeros,
} from '../math/index.ts';
import { type AnyEstimator, constant, type Target } from '../models/index.ts';
import { throughJson } from './json-round-trip.ts';
import { easyProblems, type Problem } from './problems.ts';

/** One promise of an interface and the code that holds an implementation to it. */
export interface Check {
  /** A predicate: `survives a round trip through JSON`. */
  readonly promise: string;
  /** Throws INTERNAL when the promise is broken. */
  run(): void;
}

/**
 * What every estimator promises, ready for `describe.each`.
 *
 * @example
 * describe.each(ESTIMATORS)('estimator $name', (estimator) => {
 *   it.each(estimatorChecks(estimator))('$promise', ({ run }) => run());
 * });
 */
export function estimatorChecks(estimator: AnyEstimator): readonly Check[] {
  const problems = easyProblems(estimator);
  const each = (promise: string, check: (problem: Problem) => void): Check => ({
    promise,
    run: () => problems.forEach(check),
  });
  const checks = [
    each('leaves its inputs untouched', ({ name, x, y }) => {
      const before = JSON.stringify([x, y]);
      estimator.predict(fit(estimator, x, y), x);
      hold(estimator, name, JSON.stringify([x, y]) === before, 'leaves its inputs untouched');
    }),
    each('predicts one finite number per row, or shares that sum to 1', (problem) =>
      checkPredictions(estimator, problem),
    ),
    each('survives a round trip through JSON with the same bits', ({ name, x, y }) => {
      const state = fit(estimator, x, y);
      const same = sameBits(estimator.predict(throughJson(state), x), estimator.predict(state, x));
      hold(estimator, name, same, 'predicts the same after a round trip through JSON');
    }),
    each('gives the same model for the same seed', ({ name, x, y }) => {
      const [first, second] = [fit(estimator, x, y), fit(estimator, x, y)];
      const same = JSON.stringify(first) === JSON.stringify(second);
      hold(estimator, name, same, 'gives the same model for the same seed');
    }),
    each('answers a row alone as among others', ({ name, x, y }) => {
      const state = fit(estimator, x, y);
      const alone = estimator.predict(state, takeMatrixRows(x, [0]));
      const among = estimator.predict(state, x).subarray(0, alone.length);
      hold(estimator, name, sameBits(alone, among), 'answers a row alone as among others');
    }),
    each('learns from columns that are constant', ({ name, x, y }) => {
      const flat = { ...x, values: x.values.map((value, at) => (at % 3 === 1 ? 0.1 : value)) };
      const finite = estimator.predict(fit(estimator, flat, y), flat).every(Number.isFinite);
      hold(estimator, name, finite, 'answers finite numbers beside a constant column');
    }),
    each('refuses fewer targets than rows', ({ name, x, y }) => {
      const error = thrownBy(() => fit(estimator, x, withoutLast(y)));
      hold(estimator, name, error?.code === 'SHAPE_MISMATCH', 'refuses fewer targets than rows');
    }),
    each('refuses another number of columns at predict', ({ name, x, y }) => {
      const state = fit(estimator, x, y);
      const error = thrownBy(() => estimator.predict(state, zeros(2, x.nColumns + 1)));
      hold(estimator, name, error?.code === 'SHAPE_MISMATCH', 'refuses another number of columns');
    }),
    each('refuses to learn from no rows', ({ name, x, y }) => {
      const error = thrownBy(() => fit(estimator, zeros(0, x.nColumns), takeTarget(y, [])));
      hold(estimator, name, error?.code === 'TABLE_EMPTY', 'refuses to learn from no rows');
    }),
    { promise: 'describes every parameter', run: () => checkDescriptions(estimator) },
    { promise: 'refuses an illegal value of each parameter', run: () => checkRefusals(estimator) },
  ];
  if (estimator.traits.rowOrderInvariant) {
    checks.push(
      each('does not care about row order', (problem) => checkRowOrder(estimator, problem)),
    );
  }
  if (!estimator.traits.ignoresFeatures) {
    checks.push(
      each('beats the constant on an easy problem', (problem) => checkSkill(estimator, problem)),
    );
  }
  return checks;
}

function fit(estimator: AnyEstimator, x: Matrix, y: Target, given = {}): unknown {
  const params = resolveParams(estimator.name, estimator.params, given);
  return estimator.fit(x, y, params, { random: seededRandom(5) });
}

function hold(estimator: AnyEstimator, problem: string, held: boolean, promise: string): void {
  invariant(held, `${estimator.name} ${promise} (${problem})`);
}

function sameBits(a: Float64Array, b: Float64Array): boolean {
  return a.length === b.length && a.every((value, i) => Object.is(value, b[i]));
}

function thrownBy(attempt: () => unknown): AppError | undefined {
  try {
    attempt();
    return undefined;
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown;
    throw thrown;
  }
}

function takeTarget(y: Target, rows: ArrayLike<number>): Target {
  return y.kind === 'regression'
    ? { ...y, values: Float64Array.from(rows, (i) => y.values[i]) }
    : { ...y, codes: Int32Array.from(rows, (i) => y.codes[i]) };
}

function withoutLast(y: Target): Target {
  return y.kind === 'regression'
    ? { ...y, values: y.values.subarray(0, -1) }
    : { ...y, codes: y.codes.subarray(0, -1) };
}

function checkPredictions(estimator: AnyEstimator, { name, x, y }: Problem): void {
  const predicted = estimator.predict(fit(estimator, x, y), x);
  const width = y.kind === 'regression' ? 1 : y.nClasses;
  hold(estimator, name, predicted.length === x.nRows * width, 'predicts one entry per row');
  hold(estimator, name, predicted.every(Number.isFinite), 'predicts finite numbers');
  if (y.kind === 'regression') return;
  const legal = predicted.every((share) => share >= 0 && share <= 1);
  hold(estimator, name, legal, 'predicts shares between 0 and 1');
  for (let i = 0; i < x.nRows; i++) {
    const sum = predicted.subarray(i * width, (i + 1) * width).reduce((a, b) => a + b, 0);
    hold(estimator, name, Math.abs(sum - 1) <= 1e-12, `predicts shares that sum to 1 in row ${i}`);
  }
}

function checkRowOrder(estimator: AnyEstimator, { name, x, y }: Problem): void {
  const order = shuffledIndices(x.nRows, seededRandom(11));
  const usual = estimator.predict(fit(estimator, x, y), x);
  const state = fit(estimator, takeMatrixRows(x, order), takeTarget(y, order));
  const other = estimator.predict(state, x);
  const near = usual.every((value, i) => Math.abs(value - other[i]) <= 1e-5);
  hold(estimator, name, near, 'does not care about row order');
}

function checkSkill(estimator: AnyEstimator, { name, x, y }: Problem): void {
  const own = squaredError(estimator.predict(fit(estimator, x, y), x), y);
  const floor = squaredError(
    constant.predict(constant.fit(x, y, {}, { random: seededRandom(5) }), x),
    y,
  );
  hold(
    estimator,
    name,
    own < 0.8 * floor,
    `beats the constant on an easy problem (${own} of ${floor})`,
  );
}

/** Squared distance from the truth, classes as one-hot: Brier's score for shares. */
function squaredError(predicted: Float64Array, y: Target): number {
  if (y.kind === 'regression') {
    return predicted.reduce((sum, value, i) => sum + (value - y.values[i]) ** 2, 0);
  }
  const truth = (at: number) => (y.codes[Math.floor(at / y.nClasses)] === at % y.nClasses ? 1 : 0);
  return predicted.reduce((sum, value, at) => sum + (value - truth(at)) ** 2, 0);
}

function checkDescriptions(estimator: AnyEstimator): void {
  invariant(
    estimator.title !== '' && estimator.source !== '',
    `${estimator.name} names its source`,
  );
  for (const [name, spec] of Object.entries(resolvable(estimator))) {
    invariant(spec.doc.endsWith('.'), `${estimator.name}.${name} is described in a sentence`);
    if (spec.kind !== 'number' || spec.search === undefined) continue;
    const [low, high] = spec.search.range;
    const inside = low < high && low >= spec.range[0] && high <= spec.range[1];
    invariant(inside, `${estimator.name}.${name} is searched inside its range`);
    invariant(
      spec.search.scale === 'linear' || low > 0,
      `${estimator.name}.${name} has a log scale above 0`,
    );
  }
  resolveParams(estimator.name, estimator.params, {});
}

function checkRefusals(estimator: AnyEstimator): void {
  for (const [name, spec] of Object.entries(resolvable(estimator))) {
    const value = illegalValue(spec);
    const error = thrownBy(() =>
      resolveParams(estimator.name, estimator.params, { [name]: value }),
    );
    invariant(
      error?.code === 'PARAM_OUT_OF_RANGE',
      `${estimator.name}.${name} refuses ${String(value)}`,
    );
  }
}

function resolvable(estimator: AnyEstimator): ParamSpecs {
  return estimator.params as ParamSpecs;
}
