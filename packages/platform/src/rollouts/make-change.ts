import { AppError } from '@kaizenml/contracts';
import type { RolloutRecord } from './rollout.ts';
import type { RolloutChange, RolloutStore } from './store.ts';

/** What became of a rollout, and by which step. */
export interface MadeChange {
  readonly changed: RolloutRecord;
  readonly kind: RolloutChange['event']['kind'];
}

/**
 * Takes a step that the controller decided. A promotion of a version that may not be released rolls the rollout back instead, so that
 * requests go to the version that was released.
 *
 * @returns Undefined when another process was quicker.
 */
export async function makeChange(
  rollouts: Pick<RolloutStore, 'change'>,
  rollout: RolloutRecord,
  change: RolloutChange,
): Promise<MadeChange | undefined> {
  try {
    const changed = await rollouts.change(rollout, change);
    return changed && { changed, kind: change.event.kind };
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code !== 'RELEASE_UNAPPROVED') throw thrown;
    const { message, details } = thrown;
    const kind = 'rolled-back';
    const changed = await rollouts.change(rollout, {
      ...{ status: kind, step: rollout.step, promotes: false },
      event: {
        ...{ kind, by: 'controller', details },
        message: `${message} Version ${rollout.from} answers everything.`,
      },
    });
    return changed && { changed, kind };
  }
}
