import { AppError } from '@kaizenml/contracts';
import { isActive, type RolloutRecord } from './rollout.ts';
import type { RolloutStore } from './store.ts';

/** The rollout of an id. @throws ROLLOUT_NOT_FOUND */
export async function getRollout(
  rollouts: Pick<RolloutStore, 'find'>,
  id: string,
): Promise<RolloutRecord> {
  const rollout = await rollouts.find(id);
  if (rollout !== undefined) return rollout;
  throw new AppError('ROLLOUT_NOT_FOUND', {
    message: `Rollout "${id}" does not exist.`,
    hint: 'See the ids with `kaizen rollouts list`.',
    details: { id },
  });
}

/** The active rollout of an id. @throws ROLLOUT_NOT_FOUND, ROLLOUT_OVER */
export async function getActiveRollout(
  rollouts: Pick<RolloutStore, 'find'>,
  id: string,
): Promise<RolloutRecord> {
  const rollout = await getRollout(rollouts, id);
  if (isActive(rollout)) return rollout;
  throw new AppError('ROLLOUT_OVER', {
    message: `Rollout "${id}" must be under way for this, got one that is ${rollout.status} since ${rollout.endedAt}.`,
    hint: `Start another one with \`kaizen rollouts start ${rollout.endpoint}\`.`,
    details: { id: rollout.id, status: rollout.status, endedAt: rollout.endedAt },
  });
}
