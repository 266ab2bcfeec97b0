import { resolveParams } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { thrownBy } from '../../../../../test/thrown-by.ts';
import { type Matrix, seededRandom, takeMatrixRows } from '../../math/index.ts';
import type { FitContext, Target } from '../estimator.ts';
import { multilayerPerceptron } from './multilayer-perceptron.ts';

/** Answers to `x` after learning from `train`. */
function learned(
  train: { readonly x: Matrix; readonly y: Target },
  x: Matrix,
  given: Readonly<Record<string, unknown>> = {},
  context: Partial<FitContext> = {},
): Float64Array {
  const params = resolveParams('multilayer-perceptron', multilayerPerceptron.params, {
    members: 2,
    ...given,
  });
  const random = seededRandom(4);
  const state = multilayerPerceptron.fit(train.x, train.y, params, { random, ...context });
  return multilayerPerceptron.predict(state, x);
}

function normals(nRows: number, nColumns: number, seed: number): Matrix {
  const random = seededRandom(seed);
  const values = Float64Array.from({ length: nRows * nColumns }, () => random.normal());
  return { nRows, nColumns, values };
}

function numbers(x: Matrix, of: (row: Float64Array) => number): Target {
  const row = (i: number) => x.values.subarray(i * x.nColumns, (i + 1) * x.nColumns);
  const values = Float64Array.from({ length: x.nRows }, (_, i) => of(row(i)));
  return { kind: 'regression', values };
}

function classes(x: Matrix, nClasses: number, of: (row: Float64Array) => number): Target {
  const { values } = numbers(x, of) as { values: Float64Array };
  return { kind: 'classification', codes: Int32Array.from(values), nClasses };
}

describe('multilayer perceptron', () => {
  it('learns an exclusive or, which no single column tells anything about', () => {
    const either = (row: Float64Array): number => (row[0] * row[1] > 0 ? 1 : 0);
    const [x, other] = [normals(500, 2, 1), normals(500, 2, 2)];
    const answers = learned({ x, y: classes(x, 2, either) }, other);
    const { codes } = classes(other, 2, either) as { codes: Int32Array };
    const nRight = codes.filter((code, i) => code === (answers[2 * i + 1] > 0.5 ? 1 : 0)).length;
    expect(nRight / other.nRows).toBeGreaterThan(0.93);
  });

  it('learns a wave of any scale and place, here 1e-3 around 50', () => {
    const wave = (row: Float64Array): number => 50 + 1e-3 * Math.sin(3 * row[0]);
    const [x, other] = [normals(500, 1, 1), normals(200, 1, 2)];
    const answers = learned({ x, y: numbers(x, wave) }, other);
    const { values } = numbers(other, wave) as { values: Float64Array };
    const error = values.reduce((sum, value, i) => sum + (answers[i] - value) ** 2, 0) / 200;
    expect(Math.sqrt(error)).toBeLessThan(0.15e-3);
  });

  it('stays finite where numbers are as large as they get', () => {
    const x = normals(200, 2, 1);
    const huge = { ...x, values: x.values.map((value) => value * 4e307) };
    for (const scale of [1e307, 1e-300, 0]) {
      const y = numbers(x, (row) => scale * row[0]);
      const answers = learned({ x: huge, y }, huge, { members: 1, maxEpochs: 3 });
      expect(answers.every(Number.isFinite)).toBe(true);
    }
  });

  it('answers rare and unseen levels alike, and known ones by what they were', () => {
    const nRows = 400;
    const level = (i: number): number => (i < 3 ? 3 : i % 3);
    const values = Float64Array.from({ length: nRows }, (_, i) => level(i));
    const x = { nRows, nColumns: 1, values, levels: Int32Array.of(4) };
    const y = numbers(x, ([code]) => [10, 20, 60, 30][code]);
    const asked = { ...x, nRows: 6, values: Float64Array.of(0, 1, 2, 3, 4, -1) };
    const [ten, twenty, sixty, rare, unseen, missing] = learned({ x, y }, asked);
    expect(Math.abs(ten - 10)).toBeLessThan(1);
    expect(Math.abs(twenty - 20)).toBeLessThan(1);
    expect(Math.abs(sixty - 60)).toBeLessThan(1);
    expect(unseen).toBe(rare);
    expect(missing).toBe(rare);
  });

  it('takes a missing number for a sign where training shows that it is one', () => {
    const x = normals(400, 2, 1);
    const gappy = {
      ...x,
      values: x.values.map((value, at) => (at % 6 === 0 ? Number.NaN : value)),
    };
    const y = numbers(gappy, (row) => (Number.isNaN(row[0]) ? 5 : 0));
    const asked = { nRows: 2, nColumns: 2, values: Float64Array.of(Number.NaN, 0, 0.1, 0) };
    const [missing, present] = learned({ x: gappy, y }, asked);
    expect(missing).toBeCloseTo(5, 0);
    expect(present).toBeCloseTo(0, 0);
  });

  it('keeps the constant answer where every epoch is worse on the rows to judge by', () => {
    const x = normals(300, 1, 1);
    const y = classes(x, 3, ([value]) => (value > 0 ? 2 : 0));
    const against = classes(x, 3, ([value]) => (value > 0 ? 0 : 2));
    const answers = learned({ x, y }, x, {}, { validation: { x, y: against } });
    const shares = [0, 1, 2].map(
      (code) => (y as { codes: Int32Array }).codes.filter((c) => c === code).length,
    );
    for (let at = 0; at < answers.length; at++)
      expect(answers[at]).toBeCloseTo((shares[at % 3] + 0.5) / 301.5, 6);
  });

  it('learns the same bits with rows of weight 0 as without them, and with all weights doubled', () => {
    const x = normals(120, 2, 1);
    const y = numbers(x, (row) => row[0]);
    const twisted = numbers(x, (row) => row[0]);
    const weights = Float64Array.from({ length: 120 }, (_, i) =>
      i % 4 === 0 ? 0 : i % 3 === 0 ? 0.5 : 1,
    );
    const counting = [...weights.keys()].filter((row) => weights[row] > 0);
    for (let i = 0; i < 120; i += 4) (twisted as { values: Float64Array }).values[i] = 1e6;
    const kept = {
      x: takeMatrixRows(x, counting),
      y: {
        kind: 'regression',
        values: (y as { values: Float64Array }).values.filter((_, i) => weights[i] > 0),
      },
    } as const;
    const without = learned(kept, x, {}, { weights: weights.filter((weight) => weight > 0) });
    expect(learned({ x, y: twisted }, x, {}, { weights })).toEqual(without);
    const doubled = weights.map((weight) => 2 * weight);
    expect(learned({ x, y: twisted }, x, {}, { weights: doubled })).toEqual(without);
    expect(learned(kept, x)).not.toEqual(without);
  });

  it('leans to the rows of more weight', () => {
    const x = { nRows: 200, nColumns: 1, values: new Float64Array(200) };
    const y: Target = {
      kind: 'regression',
      values: Float64Array.from({ length: 200 }, (_, i) => i % 2),
    };
    const weights = Float64Array.from({ length: 200 }, (_, i) => (i % 2 === 1 ? 3 : 1));
    expect(learned({ x, y }, x, {}, { weights })[0]).toBeCloseTo(0.75, 1);
  });

  it('answers a row alone as among hundreds', () => {
    const x = normals(700, 3, 1);
    const params = resolveParams('multilayer-perceptron', multilayerPerceptron.params, {
      maxEpochs: 2,
    });
    const y = numbers(x, (row) => row[0] * row[1]);
    const state = multilayerPerceptron.fit(x, y, params, { random: seededRandom(4) });
    const among = multilayerPerceptron.predict(state, x);
    for (const row of [0, 255, 256, 699])
      expect(multilayerPerceptron.predict(state, takeMatrixRows(x, [row]))[0]).toBe(among[row]);
  });

  it('learns by clipped and noisy slopes, less exactly', () => {
    const x = normals(300, 2, 1);
    const y = numbers(x, (row) => row[0]);
    const own = { batchNormalization: false, clipNorm: 1, members: 1 };
    const errorOf = (given: object): number =>
      learned({ x, y }, x, { ...own, ...given }).reduce(
        (sum, answer, i) => sum + (answer - x.values[2 * i]) ** 2,
        0,
      ) / 300;
    const withoutNoise = errorOf({});
    expect(withoutNoise).toBeLessThan(0.05);
    expect(errorOf({ noiseMultiplier: 3 })).toBeGreaterThan(withoutNoise);
  });

  it('refuses clipping with batch normalization, and noise without clipping', () => {
    const x = normals(20, 2, 1);
    const train = { x, y: numbers(x, (row) => row[0]) };
    expect(thrownBy(() => learned(train, x, { clipNorm: 2 }))).toEqual({
      code: 'ARGUMENT_INVALID',
      message:
        'multilayer-perceptron.clipNorm must be 0 with batch normalization, where no row has a gradient of its own, got 2.',
      hint: 'Set batchNormalization to false.',
      details: { clipNorm: 2, batchNormalization: true },
    });
    expect(thrownBy(() => learned(train, x, { noiseMultiplier: 1 }))).toEqual({
      code: 'ARGUMENT_INVALID',
      message:
        'multilayer-perceptron.clipNorm must be above 0, since noiseMultiplier is in units of it, got 0 and 1.',
      hint: 'Set clipNorm, such as 1.',
      details: { clipNorm: 0, noiseMultiplier: 1 },
    });
  });
});
