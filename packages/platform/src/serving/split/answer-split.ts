import { toAppError } from '@kaizenml/contracts';
import type { Clock, Log } from '../../kit/index.ts';
import type { ModelVersionRecord } from '../../models/index.ts';
import type { RequestLog } from '../../predictions/index.ts';
import type { RolloutWatch } from '../../rollouts/index.ts';
import type { AskVersion } from '../ask-version.ts';
import type { Asked } from '../asked.ts';
import { chooseArm } from '../choose-arm.ts';
import { entityOf } from '../entity-of.ts';
import type { Answered, Route } from '../served.ts';
import type { Split } from '../targets.ts';
import { banditAnswers } from './answer-bandit.ts';
import { createArms } from './ask-arms.ts';
import { createCandidateLog } from './candidate-log.ts';
import { createShadow } from './shadows.ts';

/** The answer that is seen, and whose it is. */
export interface SplitAnswer {
  readonly answered: Answered;
  readonly version: ModelVersionRecord;
  readonly route: Route;
  /** Probability with which this version was due. Absent where it stood in for another. */
  readonly propensity?: number;
}

/** Answers a request while a new version takes over. @throws what the champion throws where it must answer */
export type AnswerSplit = (split: Split, asked: Asked) => Promise<SplitAnswer>;

/**
 * Chooses the version, asks it, and asks the champion where the candidate fails.
 *
 * Only what the candidate itself throws is its failure. Where both refuse, the rows were wrong, and neither is blamed.
 */
export function splitAnswers({
  ask,
  watch,
  ...logs
}: {
  readonly ask: AskVersion;
  readonly watch: RolloutWatch;
  readonly predictionLog: RequestLog;
  readonly clock: Clock;
  readonly log: Log;
}): AnswerSplit {
  const arms = createArms(ask, watch);
  const candidateLog = createCandidateLog(logs);
  const shadow = createShadow({ arms, watch, candidateLog, log: logs.log });
  const answerBandit = banditAnswers({ ask, watch, candidateLog });

  const answerByCandidate: AnswerSplit = async (split, asked) => {
    const { rollout, candidate } = split;
    try {
      const { answered } = await arms.askCandidate(split, asked);
      return { answered, version: candidate, route: 'candidate' };
    } catch (thrown) {
      const { answered } = await arms.askChampion(split, asked);
      watch.failed(rollout, 'candidate', asked.rows);
      await candidateLog.failure(candidate, asked, toAppError(thrown));
      return { answered, version: asked.target.version, route: 'champion' };
    }
  };

  return async (split, asked) => {
    if (split.pairs !== undefined) return answerBandit(split, asked);
    const { rollout } = split;
    const key = asked.entity ?? entityOf(asked.rows, rollout.settings.by) ?? asked.requestId;
    const { arm, isShadowed, propensity } = chooseArm(rollout, key);
    if (arm === 'candidate') {
      const made = await answerByCandidate(split, asked);
      return made.route === 'candidate' ? { ...made, propensity } : made;
    }
    const { answered } = await arms.askChampion(split, asked);
    if (isShadowed) shadow(split, asked);
    return { answered, version: asked.target.version, route: 'champion', propensity };
  };
}
