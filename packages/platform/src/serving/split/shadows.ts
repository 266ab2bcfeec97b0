import { toAppError } from '@kaizenml/contracts';
import type { Log } from '../../kit/index.ts';
import type { RolloutWatch } from '../../rollouts/index.ts';
import type { Asked } from '../asked.ts';
import type { Split } from '../targets.ts';
import type { Arms } from './ask-arms.ts';
import type { CandidateLog } from './candidate-log.ts';

/** Shadow answers that wait at most: behind that they are left out, never the answers that are seen. */
const MAX_SHADOWS = 64;

/** Asks the candidate what the champion has answered, after its answer was given; leaves it out while many wait. */
export type Shadow = (split: Split, asked: Asked) => void;

export function createShadow({
  arms,
  watch,
  candidateLog,
  log,
}: {
  readonly arms: Arms;
  readonly watch: RolloutWatch;
  readonly candidateLog: CandidateLog;
  readonly log: Log;
}): Shadow {
  let nWaiting = 0;
  const answer = async (split: Split, asked: Asked): Promise<void> => {
    const { rollout, candidate } = split;
    const made = await arms.askCandidate(split, asked).catch((thrown) => {
      watch.failed(rollout, 'candidate', asked.rows);
      const { code } = toAppError(thrown);
      log.debug('a shadow could not answer', { endpoint: candidate.name, code });
    });
    if (made !== undefined) await candidateLog.shadow(candidate, asked, made);
  };
  return (split, asked) => {
    if (nWaiting >= MAX_SHADOWS) return;
    nWaiting += 1;
    setImmediate(() => {
      void answer(split, asked).finally(() => {
        nWaiting -= 1;
      });
    });
  };
}
