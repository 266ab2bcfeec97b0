import type { Trial } from '../../../automl/index.ts';
import { type AffordableTime, affordableTrials } from './affordable-trials.ts';
import { canBeCombined, chooseTeam, type TeamSetting } from './choose-team.ts';

/**
 * The trials that would be combined now, of those that there is time to train: what a search expects the time behind it by. The
 * best one alone where nothing can be combined; none where none has answered.
 *
 * @cost That of `chooseCombination`.
 */
export function likelyTeam(setting: TeamSetting, time: AffordableTime): readonly Trial[] {
  const { found } = setting;
  const best = found.trials.filter(({ candidate }) => !candidate.isBaseline).slice(0, 1);
  if (!canBeCombined(found.truth)) return best;
  const trials = affordableTrials(found.trials, time);
  return chooseTeam({ ...setting, found: { ...found, trials } })?.members ?? best;
}
