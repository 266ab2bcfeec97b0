import type { Row } from '@kaizenml/contracts';
import type { Random } from '@kaizenml/ml/math';
import { runDrill } from './rollout-drill.ts';
import { leavesByRule } from './sample-model.ts';

/** What became of rollouts to a version that is as good. */
export interface EqualTrials {
  readonly nRolledBack: number;
  readonly nPromoted: number;
  readonly nRequests: number;
}

/** One label in ten is wrong, as labels are. */
const labelOf = (row: Row, random: Random): string =>
  leavesByRule(row) === random.next() < 0.9 ? 'yes' : 'no';

/**
 * Rolls out a version that behaves as the old one does, from seeds that count up: a tenth, then half, with labels ten seconds late and every
 * plan watched for itself. At level 0.05 five in a hundred may be rolled back.
 *
 * @cost About half a second each.
 */
export async function countEqualRollbacks(nTrials: number): Promise<EqualTrials> {
  let [nRolledBack, nPromoted, nRequests] = [0, 0, 0];
  for (let seed = 1; seed <= nTrials; seed++) {
    const drill = await runDrill({
      seed,
      asked: { group: 'plan' },
      labels: { afterMs: 10_000, labelOf },
    });
    nRolledBack += Number(drill.rollout.status === 'rolled-back');
    nPromoted += Number(drill.rollout.status === 'promoted');
    nRequests += drill.nRequests;
  }
  return { nRolledBack, nPromoted, nRequests };
}
