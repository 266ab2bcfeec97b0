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
  toSparse,
  zeros,
} from '../math/index.ts';
import { type AnyEstimator, constant, type FitContext, type Target } from '../models/index.ts';
import { throughJson } from './json-round-trip.ts';
import { type Learnable, learnable } from './learnable.ts';
import { easyProblems, type Problem } from './problems.ts';
import { type Damage, stateDamages } from './state-damages.ts';

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
  const problems = easyProblems(estimator).map((problem) =>
    learnable(problem, () => fit(estimator, problem.x, problem.y)),
  );
  const each = (promise: string, check: (problem: Learnable) => void): Check => ({
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
    each('keeps nothing of the memory that its rows lie in', ({ name, x, y }) => {
      const lent = { ...x, values: x.values.slice() };
      const state = fit(estimator, lent, y);
      const before = estimator.predict(state, x);
      lent.values.fill(Number.NaN);
      const same = sameBits(estimator.predict(state, x), before);
      hold(estimator, name, same, 'answers the same once its rows are gone');
    }),
    each('survives a round trip through JSON with the same bits', ({ name, x, learned }) => {
      const state = learned();
      const same = sameBits(estimator.predict(throughJson(state), x), estimator.predict(state, x));
      hold(estimator, name, same, 'predicts the same after a round trip through JSON');
    }),
    each('gives the same model for the same seed', ({ name, x, y, learned }) => {
      const [first, second] = [learned(), fit(estimator, x, y)];
      const same = JSON.stringify(first) === JSON.stringify(second);
      hold(estimator, name, same, 'gives the same model for the same seed');
    }),
    each('answers a row alone as among others', ({ name, x, learned }) => {
      const state = learned();
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
    each('refuses another number of columns at predict', ({ name, x, learned }) => {
      const error = thrownBy(() => estimator.predict(learned(), zeros(2, x.nColumns + 1)));
      hold(estimator, name, error?.code === 'SHAPE_MISMATCH', 'refuses another number of columns');
    }),
    each('refuses to learn from no rows', ({ name, x, y }) => {
      const error = thrownBy(() => fit(estimator, zeros(0, x.nColumns), takeTarget(y, [])));
      hold(estimator, name, error?.code === 'TABLE_EMPTY', 'refuses to learn from no rows');
    }),
    each('refuses a target that is not finite', ({ name, x, y }) => {
      if (y.kind !== 'regression') return;
      for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
        const values = y.values.map((each, i) => (i === 7 ? value : each));
        const error = thrownBy(() => fit(estimator, x, { kind: 'regression', values }));
        hold(estimator, name, error?.code === 'TARGET_UNUSABLE', `refuses ${value} as a target`);
      }
    }),
    each('answers where there is a single row to learn from', ({ name, x, y }) => {
      const one = takeMatrixRows(x, [0]);
      const answers = estimator.predict(fit(estimator, one, takeTarget(y, [0])), one);
      hold(estimator, name, answers.every(Number.isFinite), 'answers after a single row');
    }),
    {
      promise: 'refuses a damaged state with a sentence, or answers as if it were whole',
      run: () => checkDamages(estimator, problems),
    },
    { promise: 'describes every parameter', run: () => checkDescriptions(estimator) },
    { promise: 'refuses an illegal value of each parameter', run: () => checkRefusals(estimator) },
  ];
  if (estimator.traits.rowOrderInvariant) {
    checks.push(
      each('does not care about row order', (problem) => checkRowOrder(estimator, problem)),
    );
  }
  checks.push(
    estimator.traits.weights
      ? each('counts a row of weight 2 twice, and one of weight 0 not at all', (problem) =>
          checkWeights(estimator, problem),
        )
      : each('refuses weights, which it does not use', ({ name, x, y }) => {
          const weights = new Float64Array(x.nRows).fill(1);
          const error = thrownBy(() => fit(estimator, x, y, { weights }));
          hold(estimator, name, error?.code === 'ARGUMENT_INVALID', 'refuses weights');
        }),
  );
  if (estimator.sparse) {
    checks.push(
      each('answers sparse rows as dense ones', (problem) => checkSparse(estimator, problem)),
    );
  }
  if (estimator.traits.nonNegative) {
    checks.push(
      each('refuses features below 0', ({ name, x, y }) => {
        const below = { ...x, values: x.values.map((value, at) => (at === 4 ? -1 : value)) };
        for (const attempt of [
          () => fit(estimator, below, y),
          () => estimator.predict(fit(estimator, x, y), below),
        ])
          hold(estimator, name, thrownBy(attempt)?.code === 'ARGUMENT_INVALID', 'refuses -1');
      }),
    );
  }
  if (estimator.traits.features === 'native') {
    checks.push(
      each('learns from missing numbers and from categories, and answers both', (problem) =>
        checkNative(estimator, problem),
      ),
    );
  }
  if (!estimator.traits.ignoresFeatures) {
    checks.push(
      each('beats the constant on an easy problem', (problem) => checkSkill(estimator, problem)),
    );
  }
  return checks;
}

function fit(
  estimator: AnyEstimator,
  x: Matrix,
  y: Target,
  given: Omit<FitContext, 'random'> = {},
): unknown {
  const params = resolveParams(estimator.name, estimator.params);
  return estimator.fit(x, y, params, { ...given, random: seededRandom(5) });
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

function checkPredictions(estimator: AnyEstimator, { name, x, y, learned }: Learnable): void {
  const predicted = estimator.predict(learned(), x);
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

function checkRowOrder(estimator: AnyEstimator, { name, x, y, learned }: Learnable): void {
  const order = shuffledIndices(x.nRows, seededRandom(11));
  const usual = estimator.predict(learned(), x);
  const state = fit(estimator, takeMatrixRows(x, order), takeTarget(y, order));
  const other = estimator.predict(state, x);
  const near = usual.every((value, i) => Math.abs(value - other[i]) <= 1e-5);
  hold(estimator, name, near, 'does not care about row order');
}

/**
 * An estimator whose row order matters may draw other rows for doubled ones: it is held to refusing bad
 * weights and to ignoring rows of weight 0 that contradict all others.
 */
function checkWeights(estimator: AnyEstimator, { name, x, y }: Problem): void {
  const n = x.nRows;
  for (const weights of [new Float64Array(n), new Float64Array(n).fill(-1)]) {
    const error = thrownBy(() => fit(estimator, x, y, { weights }));
    hold(estimator, name, error?.code === 'ARGUMENT_INVALID', `refuses weights of ${weights[0]}`);
  }
  const short = thrownBy(() => fit(estimator, x, y, { weights: new Float64Array(n - 1) }));
  hold(estimator, name, short?.code === 'SHAPE_MISMATCH', 'refuses fewer weights than rows');
  if (!estimator.traits.rowOrderInvariant) return;
  const weights = Float64Array.from({ length: n }, (_, i) => i % 3);
  const rows = Array.from({ length: n }, (_, i) => new Array<number>(i % 3).fill(i)).flat();
  const weighted = estimator.predict(fit(estimator, x, y, { weights }), x);
  const state = fit(estimator, takeMatrixRows(x, rows), takeTarget(y, rows));
  const repeated = estimator.predict(state, x);
  const near = weighted.every((value, i) => Math.abs(value - repeated[i]) <= 1e-5);
  hold(estimator, name, near, 'counts a row of weight 2 twice, and one of weight 0 not at all');
}

/** Few rows, but enough for kernels to answer them. */
const N_DAMAGE_ROWS = 20;

/** The first problem and the last are as different as an estimator's problems are. */
function checkDamages(estimator: AnyEstimator, problems: readonly Learnable[]): void {
  for (const { name, x, learned } of new Set([problems[0], problems[problems.length - 1]])) {
    const state = learned();
    const rows = takeMatrixRows(
      x,
      Int32Array.from({ length: N_DAMAGE_ROWS }, (_, i) => i),
    );
    const ways = [(given: unknown) => estimator.predict(given, rows)];
    const { sparse } = estimator;
    if (sparse) ways.push((given) => sparse.predict(given, toSparse(rows)));
    for (const answer of ways) {
      const usual = answer(state);
      for (const damage of stateDamages(state)) {
        const isHeld = bearsDamage(damage, usual, answer);
        hold(estimator, name, isHeld, `bears a state of which ${damage.what}`);
      }
      hold(estimator, name, sameBits(answer(state), usual), 'answers as before after all damages');
    }
  }
}

/** Refused with a sentence, or answered: as before where the damage could not have been learned. */
function bearsDamage(
  { state, isPlausible }: Damage,
  usual: Float64Array,
  answer: (state: unknown) => Float64Array,
): boolean {
  let answers: Float64Array | undefined;
  const error = thrownBy(() => {
    answers = answer(state);
  });
  if (error) return error.code === 'MODEL_ARTIFACT_INVALID' || error.code === 'SHAPE_MISMATCH';
  if (answers === undefined) return false;
  const isWhole = answers.length % N_DAMAGE_ROWS === 0 && answers.every(Number.isFinite);
  return sameBits(answers, usual) || (isPlausible && isWhole);
}

/** Columns are thinned out, so that there are zeros to leave out; row 1 has no entry at all. */
function checkSparse(estimator: AnyEstimator, { name, x, y }: Problem): void {
  const thin: Matrix = {
    ...x,
    values: x.values.map((v, at) => (at % 4 === 1 || (at >= 3 && at < 6) ? 0 : v)),
  };
  const sparse = toSparse(thin);
  const weights = Float64Array.from({ length: x.nRows }, (_, i) => 1 + (i % 3));
  const params = resolveParams(estimator.name, estimator.params);
  for (const given of estimator.traits.weights ? [{}, { weights }] : [{}]) {
    const state = fit(estimator, thin, y, given);
    const other = estimator.sparse?.fit(sparse, y, params, { ...given, random: seededRandom(5) });
    const usual = estimator.predict(state, thin);
    const bits = estimator.sparse?.predict(state, sparse) ?? usual.subarray(1);
    hold(estimator, name, sameBits(usual, bits), 'answers sparse rows with the bits of dense ones');
    const learned = estimator.predict(other, thin);
    const near = usual.every((value, i) => Math.abs(value - learned[i]) <= 1e-5);
    hold(estimator, name, near, 'learns the same from sparse rows as from dense ones');
  }
  const wide = { ...sparse, nColumns: x.nColumns + 1 };
  const error = thrownBy(() => estimator.sparse?.predict(fit(estimator, thin, y), wide));
  hold(
    estimator,
    name,
    error?.code === 'SHAPE_MISMATCH',
    'refuses another number of sparse columns',
  );
}

function checkNative(estimator: AnyEstimator, { name, x, y }: Problem): void {
  const { nColumns: p } = x;
  const values = x.values.map((value, at) => {
    if (at % p === 2) return (at / p) % 7 < 1 ? -1 : Math.floor(at / p) % 5;
    return at % 11 === 0 ? Number.NaN : value;
  });
  const mixed: Matrix = {
    ...x,
    values,
    levels: Int32Array.from({ length: p }, (_, j) => (j === 2 ? 5 : 0)),
  };
  const state = fit(estimator, mixed, y);
  const unseen: Matrix = {
    ...mixed,
    values: values.map((value, at) => (at % p === 2 ? 5 : at % p === 1 ? Number.NaN : value)),
  };
  for (const rows of [mixed, unseen]) {
    const finite = estimator.predict(state, rows).every(Number.isFinite);
    hold(estimator, name, finite, 'answers missing numbers and unseen categories');
  }
}

function checkSkill(estimator: AnyEstimator, { name, x, y, learned }: Learnable): void {
  const own = squaredError(estimator.predict(learned(), x), y);
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
