import { resolveParams } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { fromRows, type Matrix, seededRandom, takeMatrixRows } from '../../math/index.ts';
import type { AnyEstimator, FitContext, Target } from '../estimator.ts';
import { generalizedLinear } from './generalized-linear.ts';
import { type LinearSvmState, linearSvm } from './linear-svm.ts';
import { type LogisticState, logistic } from './logistic.ts';

const random = seededRandom(12);
const x = fromRows(
  Array.from({ length: 60 }, () => Array.from({ length: 4 }, () => random.normal())),
);
const signal = Float64Array.from({ length: 60 }, (_, i) => x.values[4 * i] + 0.5 * random.normal());
const classes: Target = {
  kind: 'classification',
  codes: Int32Array.from(signal, (value) => (value > 0.4 ? 1 : 0)),
  nClasses: 2,
};

function fit<State>(
  estimator: AnyEstimator,
  given: object,
  y: Target,
  features: Matrix = x,
  context: Omit<FitContext, 'random'> = {},
): State {
  const params = resolveParams(estimator.name, estimator.params, { ...given });
  return estimator.fit(features, y, params, { ...context, random: seededRandom(1) });
}

describe('a target of one class', () => {
  it.each([logistic, linearSvm])('is refused by $name', (estimator) => {
    const target = { ...classes, codes: new Int32Array(60), nClasses: 1 };
    expect(() => fit(estimator, {}, target)).toThrow(
      expect.objectContaining({
        code: 'TARGET_UNUSABLE',
        message: `${estimator.name}.fit must get a target of at least 2 classes, got 1.`,
        details: { estimator: estimator.name, nClasses: 1 },
      }),
    );
  });

  it.each([
    [logistic, { l1: 1 }],
    [linearSvm, {}],
    [linearSvm, { loss: 'hinge' }],
  ] as const)('of two leaves $name with finite shares that favor it', (estimator, given) => {
    const target = { kind: 'classification', codes: new Int32Array(60), nClasses: 2 } as const;
    const shares = estimator.predict(fit(estimator, given, target), x);
    expect(shares.every((share, at) => (at % 2 === 0 ? share > 0.9 : share < 0.1))).toBe(true);
  });
});

describe('logistic regression', () => {
  it('answers the shares of the classes where the L1 penalty outweighs every column', () => {
    const state = fit<LogisticState>(logistic, { l1: 1e4, l2: 0 }, classes);
    const share = classes.codes.reduce((sum, code) => sum + code / 60, 0);
    expect(state.weights).toEqual(new Float64Array(4));
    expect(logistic.predict(state, x)[1]).toBeCloseTo(share, 6);
  });
});

describe('linear support vector machine', () => {
  it.each(['hinge', 'squared-hinge'])('counts rows by weight with %s', (loss) => {
    const given = { loss, tolerance: 1e-9, maxIterations: 100_000 };
    const weights = Float64Array.from({ length: 60 }, (_, i) => i % 3);
    const rows = [...weights.keys()].flatMap((i) => new Array<number>(weights[i]).fill(i));
    const repeated = { ...classes, codes: Int32Array.from(rows, (i) => classes.codes[i]) };
    const once = fit<LinearSvmState>(linearSvm, given, classes, x, { weights });
    const twice = fit<LinearSvmState>(linearSvm, given, repeated, takeMatrixRows(x, rows));
    once.weights.forEach((weight, j) => {
      expect(weight).toBeCloseTo(twice.weights[j], 6);
    });
  });

  it('answers shares that are about right where the classes part by a noisy line', () => {
    const many = fromRows(Array.from({ length: 4000 }, () => [random.normal(), random.normal()]));
    const truth = Float64Array.from({ length: 4000 }, (_, i) => {
      const [a, b] = many.values.subarray(2 * i, 2 * i + 2);
      return 1 / (1 + Math.exp(b - 2 * a));
    });
    const codes = Int32Array.from(truth, (share) => (random.next() < share ? 1 : 0));
    const state = fit(linearSvm, {}, { kind: 'classification', codes, nClasses: 2 }, many);
    const shares = linearSvm.predict(state as LinearSvmState, many);
    const away = truth.reduce((sum, share, i) => sum + Math.abs(share - shares[2 * i + 1]), 0);
    expect(away / 4000).toBeLessThan(0.02);
  });

  it('measures the tube in deviations of the target: other units, the same line', () => {
    const target = (unit: number): Target => ({
      kind: 'regression',
      values: signal.map((value) => unit * value + 7),
    });
    const one = linearSvm.predict(fit(linearSvm, {}, target(1)), x);
    const thousand = linearSvm.predict(fit(linearSvm, {}, target(1000)), x);
    one.forEach((answer, i) => {
      expect((thousand[i] - 7) / 1000).toBeCloseTo(answer - 7, 8);
    });
  });
});

describe('regression for counts and amounts', () => {
  const numbers = (values: Float64Array): Target => ({ kind: 'regression', values });

  it.each(['poisson', 'gamma', 'tweedie'])(
    'answers the mean where no column helps: %s',
    (family) => {
      const target = numbers(Float64Array.of(1, 2, 3, 6));
      const flat = fromRows([[1], [1], [1], [1]]);
      const state = fit(generalizedLinear, { family }, target, flat);
      expect(generalizedLinear.predict(state as never, flat)[0]).toBeCloseTo(3, 6);
    },
  );

  it('answers a finite number however far a row is', () => {
    const target = numbers(signal.map((value) => Math.exp(value)));
    const state = fit(generalizedLinear, {}, target);
    const [answer] = generalizedLinear.predict(state as never, fromRows([[1e9, 0, 0, 0]]));
    expect(answer).toBe(generalizedLinear.predict(state as never, fromRows([[1e8, 0, 0, 0]]))[0]);
    expect(Number.isFinite(answer)).toBe(true);
  });

  it('refuses what its family cannot be', () => {
    expect(() =>
      fit(generalizedLinear, { family: 'gamma' }, numbers(new Float64Array(60))),
    ).toThrow(
      expect.objectContaining({
        code: 'TARGET_UNUSABLE',
        message:
          'generalized-linear.fit must get targets above 0 for the family "gamma", got 0 in row 1.',
        hint: 'Choose the family `tweedie` for amounts that may be 0.',
      }),
    );
    expect(() => fit(generalizedLinear, {}, numbers(signal))).toThrow(
      expect.objectContaining({
        code: 'TARGET_UNUSABLE',
        hint: 'Choose another estimator for numbers that may be below 0, such as `ridge`.',
      }),
    );
    expect(() => fit(generalizedLinear, {}, numbers(new Float64Array(60)))).toThrow(
      expect.objectContaining({
        code: 'TARGET_UNUSABLE',
        message:
          'generalized-linear.fit must get a target above 0 in some row that counts, got only zeros in 60 rows.',
      }),
    );
  });
});
