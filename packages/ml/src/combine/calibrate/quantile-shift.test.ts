import { AppError } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../math/index.ts';
import { getMetric, quantileCoverage } from '../../metrics/index.ts';
import type { TargetNumbers } from '../../models/index.ts';
import { fitQuantileShift, shiftQuantiles } from './quantile-shift.ts';

const LEVELS = [0.1, 0.5, 0.9];
const N = 3000;
/** The 0.9 quantile of a standard normal. */
const Z = 1.2816;
const random = seededRandom(4);
const values = Float64Array.from({ length: N }, (_, i) => i / 100 - 10 + random.normal());
const target: TargetNumbers = { kind: 'regression', values, quantiles: LEVELS };
/** True quantiles drawn together by a factor on either side. */
const tooSure = (low: number, high: number) =>
  Float64Array.from({ length: 3 * N }, (_, at) => {
    const [row, q] = [Math.floor(at / 3), at % 3];
    return row / 100 - 10 + [-low, 0, high][q] * Z;
  });
const outcomeOf = (answers: Float64Array) =>
  ({
    kind: 'regression',
    truth: values,
    predicted: values,
    quantiles: { levels: LEVELS, values: answers },
  }) as const;

describe('fitQuantileShift', () => {
  it('finds by how much quantiles lie too near to each other', () => {
    const { shifts, isAmount } = fitQuantileShift(target, tooSure(0.5, 0.8));
    expect(shifts[0]).toBeCloseTo(-0.5 * Z, 1);
    expect(shifts[1]).toBeCloseTo(0, 1);
    expect(shifts[2]).toBeCloseTo(0.2 * Z, 1);
    expect(isAmount).toBe(false);
  });

  it('makes the shares below each quantile those that they promise, at a smaller loss', () => {
    const answers = tooSure(0.5, 0.8);
    const shifted = shiftQuantiles(fitQuantileShift(target, answers), answers);
    expect(quantileCoverage(outcomeOf(answers)).between?.share).toBeLessThan(0.65);
    quantileCoverage(outcomeOf(shifted)).below.forEach(({ level, share }) => {
      expect(share).toBeCloseTo(level, 3);
    });
    const { compute } = getMetric('pinball_loss');
    expect(compute(outcomeOf(shifted))).toBeLessThan(compute(outcomeOf(answers)));
  });

  it('counts rows by weight', () => {
    const answers = tooSure(0.5, 0.8);
    const weights = values.map((_, i) => (i < N / 2 ? 1 : 0));
    const half = { ...target, values: values.slice(0, N / 2) };
    expect(fitQuantileShift({ ...target, weights }, answers).shifts).toEqual(
      fitQuantileShift(half, answers.slice(0, (3 * N) / 2)).shifts,
    );
  });

  it('refuses a target without levels, and answers of another number', () => {
    const { quantiles: _, ...plain } = target;
    expect(() => fitQuantileShift(plain, tooSure(1, 1))).toThrow(AppError);
    expect(() => fitQuantileShift(target, new Float64Array(4))).toThrow(
      expect.objectContaining({ code: 'SHAPE_MISMATCH' }),
    );
  });
});

describe('shiftQuantiles', () => {
  const shift = {
    kind: 'quantile-shift',
    shifts: Float64Array.of(-2, 1, 0),
    isAmount: false,
  } as const;

  it('adds, and keeps quantiles in order', () => {
    expect([...shiftQuantiles(shift, Float64Array.of(1, 2, 4, 5, 5, 5))]).toEqual([
      -1, 3, 4, 3, 5, 6,
    ]);
  });

  it('answers nothing below 0 where the target never is', () => {
    const { isAmount } = fitQuantileShift(
      { ...target, values: values.map((value) => value ** 2) },
      tooSure(1, 1),
    );
    expect(isAmount).toBe(true);
    expect([...shiftQuantiles({ ...shift, isAmount }, Float64Array.of(1, 2, 4))]).toEqual([
      0, 3, 4,
    ]);
  });

  it.each([
    ['shifts that are no numbers', { ...shift, shifts: Float64Array.of(0, Number.NaN, 1) }],
    ['no shifts', { ...shift, shifts: new Float64Array(0) }],
    ['another kind', { ...shift, kind: 'platt' }],
  ])('refuses %s', (_what, damaged) => {
    expect(() => shiftQuantiles(damaged as typeof shift, new Float64Array(6))).toThrow(
      expect.objectContaining({ code: 'MODEL_ARTIFACT_INVALID' }),
    );
  });
});
