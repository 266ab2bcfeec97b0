import { fitQuantileShift } from '@kaizenml/ml/combine';
import type { ModelPlan } from '../model-plan.ts';
import type { TrialLibrary } from './trial-library.ts';

/** Rows below which a shift says more of chance than of the model. */
const FEWEST_ROWS = 100;

/** A plan whose quantiles hold what they promise, and how, in words. */
export interface ShiftedPlan {
  readonly plan: ModelPlan;
  readonly sentence?: string;
}

/** Shifts the quantiles of a single model as its answers out of fold ask for; other plans stay as they are. */
export function shiftedPlan(
  plan: ModelPlan,
  { truth, answersOf }: Pick<TrialLibrary, 'truth' | 'answersOf'>,
): ShiftedPlan {
  const levels = truth.kind === 'regression' ? truth.quantiles : undefined;
  const answers = answersOf.get(plan.candidates[0]?.id ?? '');
  if (truth.kind !== 'regression' || levels === undefined || answers === undefined) return { plan };
  if (truth.values.length < FEWEST_ROWS) return { plan };
  const calibration = fitQuantileShift(truth, answers);
  const said = levels.map((level, q) => {
    const shift = calibration.shifts[q] ?? 0;
    return `${level} by ${shift < 0 ? '' : '+'}${Number(shift.toPrecision(3))}`;
  });
  return {
    plan: { ...plan, calibration },
    sentence: `Quantiles are shifted, so that as many rows out of fold lie below each as it promises: ${said.join(', ')}.`,
  };
}
