import { toAppError } from '@kaizenml/contracts';
import type { RolloutWatch } from '../../rollouts/index.ts';
import type { AnsweredInTime, AskVersion } from '../ask-version.ts';
import type { Asked } from '../asked.ts';
import type { Split } from '../targets.ts';

/** Asks the versions of a rollout, and tells the watch what came of it. */
export interface Arms {
  /** What the champion cannot answer is counted where the rows are not to blame. @throws what it throws */
  askChampion(split: Split, asked: Asked): Promise<AnsweredInTime>;
  /** Failures are not counted: whose they are shows when the champion was asked, too. @throws what it throws */
  askCandidate(split: Split, asked: Asked): Promise<AnsweredInTime>;
}

/** Failures from here on are those of the model, below they are those of the rows. */
export const SERVER_FAULT = 500;

export function createArms(ask: AskVersion, watch: RolloutWatch): Arms {
  const count = (arm: 'champion' | 'candidate', split: Split, asked: Asked, made: AnsweredInTime) =>
    watch.answered(split.rollout, arm, {
      ...{ rows: asked.rows, predictions: made.answered.predictions },
      ...{ tookMs: made.tookMs, bins: split.bins },
    });
  return {
    async askChampion(split, asked) {
      const made = await ask(asked.target.version, asked).catch((thrown) => {
        if (toAppError(thrown).row.status >= SERVER_FAULT)
          watch.failed(split.rollout, 'champion', asked.rows);
        throw thrown;
      });
      count('champion', split, asked, made);
      return made;
    },
    async askCandidate(split, asked) {
      const made = await ask(split.candidate, asked);
      count('candidate', split, asked, made);
      return made;
    },
  };
}
