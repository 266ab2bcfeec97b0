import { toAppError } from '@kaizenml/contracts';
import {
  type Dealt,
  dealVersion,
  isBandit,
  isCompared,
  type RolloutWatch,
} from '../../rollouts/index.ts';
import type { AnsweredInTime, AskVersion } from '../ask-version.ts';
import type { Asked } from '../asked.ts';
import { entityOf } from '../entity-of.ts';
import type { Split } from '../targets.ts';
import type { AnswerSplit } from './answer-split.ts';
import { SERVER_FAULT } from './ask-arms.ts';
import type { CandidateLog } from './candidate-log.ts';

type ArmName = 'champion' | 'candidate';

/**
 * Lets a bandit choose the version, asks it, and asks the champion where another one fails.
 *
 * Every version is compared with the champion by as many requests of each ([0067](../../../../../docs/decisions/0067-bandits.md)); those that the champion
 * answers in place of another are counted as that one's failures alone.
 */
export function banditAnswers({
  ask,
  watch,
  candidateLog,
}: {
  readonly ask: AskVersion;
  readonly watch: RolloutWatch;
  readonly candidateLog: CandidateLog;
}): AnswerSplit {
  const count = (
    arm: ArmName,
    asked: Asked,
    { pair, odds, made }: Counted & { readonly made: AnsweredInTime | undefined },
  ): void => {
    const { rollout, bins } = pair;
    const { requestId, rows } = asked;
    const outcome = made === undefined ? 'failed' : 'answered';
    if (!isCompared({ id: rollout.id, requestId }, odds)) watch.uncompared(rollout, arm, outcome);
    else if (made === undefined) watch.failed(rollout, arm, rows);
    else {
      const { predictions } = made.answered;
      watch.answered(rollout, arm, { rows, predictions, tookMs: made.tookMs, bins });
    }
  };
  const countChampion = (asked: Asked, dealt: Dealt, made: AnsweredInTime | undefined): void => {
    for (const counted of pairsOf(asked.target.split, dealt))
      count('champion', asked, { ...counted, made });
  };
  return async (split, asked) => {
    const { rollout, pairs } = split;
    const champion = asked.target.version;
    if (!isBandit(rollout) || pairs === undefined)
      return {
        answered: (await ask(champion, asked)).answered,
        version: champion,
        route: 'champion',
      };
    const key = asked.entity ?? entityOf(asked.rows, rollout.settings.by) ?? asked.requestId;
    const dealt = dealVersion(rollout, { key, rows: asked.rows });
    const pair = pairs.get(dealt.version);
    if (pair === undefined) {
      const made = await ask(champion, asked).catch((thrown) => {
        if (toAppError(thrown).row.status >= SERVER_FAULT) countChampion(asked, dealt, undefined);
        throw thrown;
      });
      countChampion(asked, dealt, made);
      const { propensity } = dealt;
      return { answered: made.answered, version: champion, route: 'champion', propensity };
    }
    const odds = { own: dealt.propensity, other: dealt.propensities[0] ?? 0 };
    try {
      const made = await ask(pair.candidate, asked);
      count('candidate', asked, { pair, odds, made });
      const { propensity } = dealt;
      return { answered: made.answered, version: pair.candidate, route: 'candidate', propensity };
    } catch (thrown) {
      const { answered } = await ask(champion, asked);
      count('candidate', asked, { pair, odds, made: undefined });
      await candidateLog.failure(pair.candidate, asked, toAppError(thrown));
      return { answered, version: champion, route: 'champion' };
    }
  };
}

/** A comparison that a request may count in. */
interface Counted {
  readonly pair: Split;
  readonly odds: { readonly own: number; readonly other: number };
}

/** Of a request of the champion: the comparisons with every other version. */
function pairsOf(split: Split | undefined, { propensity, propensities }: Dealt): Counted[] {
  return [...(split?.pairs?.values() ?? [])].map((pair, i) => ({
    pair,
    odds: { own: propensity, other: propensities[i + 1] ?? 0 },
  }));
}
