import { isActive, type RolloutRecord } from '../../rollouts/index.ts';
import type { Store } from '../../storage/store.ts';

/**
 * Rolls a rollout back that is under way, whatever its evidence says.
 *
 * @param why A sentence.
 */
export async function takeBack(
  { rollouts }: Pick<Store, 'rollouts'>,
  rollout: RolloutRecord,
  why: string,
): Promise<void> {
  let now: RolloutRecord | undefined = rollout;
  while (now !== undefined && isActive(now)) {
    const changed = await rollouts.change(now, {
      ...{ status: 'rolled-back', step: now.step, promotes: false },
      event: {
        ...{ kind: 'rolled-back', by: 'person', details: {} },
        message: `${why} Version ${now.from} answers everything.`,
      },
    });
    if (changed !== undefined) return;
    now = await rollouts.find(rollout.id);
  }
}
