import { AppError } from '@kaizenml/contracts';
import type { TargetNumbers } from '../../models/estimator.ts';
import { quantileOf, sortWithinRows } from '../../models/quantiles.ts';
import { stateCheck } from '../../models/state-reader.ts';
import { assertLength } from '../library/library.ts';

/** What is added to the quantile of each level. JSON and typed arrays. */
export interface QuantileShift {
  readonly kind: 'quantile-shift';
  /** One per level, in the unit of the target. */
  readonly shifts: Float64Array;
  /** The target is never below 0, and so is no answer. */
  readonly isAmount: boolean;
}

const checkShift = stateCheck<QuantileShift>((state) => {
  state.field('kind').text(['quantile-shift']);
  state.field('isAmount').flag();
  const shifts = state.field('shifts');
  if (shifts.numbers(Float64Array).length === 0) shifts.refuse('hold at least one number', 0);
});

/**
 * Learns what must be added to quantiles, so that of rows that the model had not learned from as many lie below each as it
 * promises. Models that fit many numbers are too sure: their quantiles lie too near to each other.
 *
 * Of all numbers that could be added these have the least pinball loss on the given rows.
 *
 * @param target Truth, levels and maybe weights of n rows.
 * @param answers Out of fold. n * levels, row-major.
 * @throws ARGUMENT_INVALID without levels, SHAPE_MISMATCH for another number of answers.
 * @cost O(n levels)
 * @source Romano, Patterson & Candès (2019), "Conformalized Quantile Regression", NeurIPS 32; Barber, Candès, Ramdas & Tibshirani (2021),
 * "Predictive Inference with the Jackknife+", Annals of Statistics 49, 486-507 (residuals out of fold).
 */
export function fitQuantileShift(target: TargetNumbers, answers: Float64Array): QuantileShift {
  const { values: truth, weights, quantiles: levels } = target;
  if (levels === undefined) {
    throw new AppError('ARGUMENT_INVALID', {
      message: 'fitQuantileShift must be given a target with levels of quantiles, got none.',
      hint: 'Set `quantiles` of the target to the levels that the model answers.',
      details: {},
    });
  }
  const k = levels.length;
  assertLength('fitQuantileShift', 'quantiles', truth.length * k, answers.length);
  return {
    kind: 'quantile-shift',
    shifts: Float64Array.from(levels, (level, q) =>
      quantileOf(
        truth.map((y, i) => y - answers[i * k + q]),
        weights,
        level,
      ),
    ),
    isAmount: truth.every((y) => y >= 0),
  };
}

/**
 * Shifted quantiles, rising within each row. A row alone and among others gets the same bits.
 *
 * @shape answers: n * levels, row-major; as the result.
 * @throws MODEL_ARTIFACT_INVALID for a damaged state, SHAPE_MISMATCH for another number of levels.
 */
export function shiftQuantiles(shift: QuantileShift, answers: Float64Array): Float64Array {
  checkShift('quantile-shift', shift);
  const { shifts, isAmount } = shift;
  const k = shifts.length;
  const rest = answers.length % k;
  assertLength('shiftQuantiles', 'quantiles', answers.length - rest, answers.length);
  const shifted = answers.map((answer, at) => answer + shifts[at % k]);
  const least = isAmount ? 0 : Number.NEGATIVE_INFINITY;
  return sortWithinRows(
    shifted.map((answer) => Math.max(least, answer)),
    k,
  );
}
