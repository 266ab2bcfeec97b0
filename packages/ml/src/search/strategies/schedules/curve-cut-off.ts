import { getEstimator } from '../../../models/index.ts';
import type { Draft } from '../space/index.ts';
import type { Schedule, Step } from '../strategy.ts';
import { type CurvePoint, extrapolateCurve } from './extrapolate-curve.ts';
import { meanScore } from './mean-score.ts';

/** When curves are looked at. */
export interface CutOffRules {
  readonly nFolds: number;
  /** Shares of the members at which the first fold is scored before the full measurement. Default 1/8, 1/4, 1/2. */
  readonly shares?: readonly number[];
}

/**
 * Ensembles grow on the first fold: with an eighth, a quarter and half of their members. One is left where it is when even
 * twice of what it is still on course to win would not bring it to the score of the best on that fold. Estimators without
 * members are measured at once.
 *
 * The looks cost at most 7/8 of one fold when each begins anew, and nothing when the driver lets a fit go on from the former
 * one.
 */
export function curveCutOff({ nFolds, shares = [1 / 8, 1 / 4, 1 / 2] }: CutOffRules): Schedule {
  const curves = new Map<number, readonly CurvePoint[]>();
  const waiting: { readonly trial: number; readonly step: Step }[] = [];
  const whole: Step = { rows: 1, members: 1, folds: nFolds, firstFold: 0 };
  const look = (members: number): Step => ({ rows: 1, members, folds: 1, firstFold: 0 });
  let best: readonly number[] | undefined;

  return {
    begin: (_trial, draft) => (hasMembers(draft) ? look(shares[0]) : whole),
    due: () => waiting.shift(),
    settle(trial, { members }, scores) {
      if (members === 1) {
        if (best === undefined || meanScore(scores) > meanScore(best)) best = scores;
        return meanScore(scores);
      }
      const curve = [...(curves.get(trial) ?? []), { members, score: scores[0] }];
      curves.set(trial, curve);
      const expected = curve.length > 1 ? extrapolateCurve(curve) : scores[0];
      const hopeful = scores[0] + 2 * Math.max(0, expected - scores[0]);
      const next = shares[shares.indexOf(members) + 1];
      if (curve.length === 1 || best === undefined || hopeful >= best[0])
        waiting.push({ trial, step: next === undefined ? whole : look(next) });
      return best === undefined ? expected : meanScore(best) - (best[0] - expected);
    },
  };
}

function hasMembers({ estimator }: Draft): boolean {
  return getEstimator(estimator).traits.members !== undefined;
}
