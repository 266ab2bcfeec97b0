import { AppError } from '@kaizenml/contracts';
import type { Operations } from '@kaizenml/contracts/operations';
import type { MachineHandler } from '../at-machine.ts';
import { instant } from '../kit/index.ts';
import { whoAsks } from '../who-asks.ts';
import type { TableDeps } from './deps.ts';
import { getRetraining } from './get-retraining.ts';
import { noteStep } from './note-step.ts';
import { withOutcome } from './steps.ts';
import { stopWork } from './stop-work.ts';
import type { RetrainingChange, RetrainingRecord } from './store.ts';
import { toRetraining } from './to-view.ts';

/** Stops a retraining where it stands; what it has under way is ended, and the champion stays. */
export const stopRetraining =
  (
    deps: Pick<TableDeps, 'store' | 'home' | 'clock'>,
  ): MachineHandler<Operations['retrainings']['stop']> =>
  async ({ id, note }, machine, asked) => {
    const { retrainings } = deps.store;
    const who = whoAsks(machine, asked);
    for (;;) {
      const record = await getRetraining(retrainings, id);
      if (record.endedAt !== null) throw over(record);
      const message = `${who ?? 'Somebody'} stopped it${note === undefined ? '' : `: "${note}"`}.`;
      const change: RetrainingChange = {
        ...withOutcome(
          record,
          { kind: 'end', status: 'stopped', step: 'refused', message },
          instant(deps.clock),
        ),
        ...{ status: 'stopped', reason: message },
      };
      await noteStep(deps, record, change);
      const stopped = await retrainings.change(record, change);
      if (stopped === undefined) continue;
      await stopWork(deps, stopped);
      return toRetraining(stopped);
    }
  };

function over({ id, status, endedAt }: RetrainingRecord): AppError {
  return new AppError('RETRAINING_OVER', {
    message: `Retraining "${id}" must be under way to be stopped, got status "${status}" since ${endedAt}.`,
    hint: `See it with \`kaizen retrainings show ${id}\`.`,
    details: { id, status, endedAt },
  });
}
