import { AppError } from '@kaizenml/contracts';
import type { Operations } from '@kaizenml/contracts/operations';
import type { MachineHandler } from '../at-machine.ts';
import type { Clock } from '../kit/index.ts';
import type { NoticeStore } from '../notices/index.ts';
import { whoAsks } from '../who-asks.ts';
import { toSilenceView } from './to-silence.ts';

/** Ends a silence. */
export const endSilence =
  (
    notices: Pick<NoticeStore, 'endSilence'>,
    clock: Clock,
  ): MachineHandler<Operations['alerts']['unsilence']> =>
  async ({ id, note }, machine, asked) => {
    const reason = { by: 'person', who: whoAsks(machine, asked), why: note } as const;
    const ended = await notices.endSilence(id, reason);
    if (ended !== undefined) return toSilenceView(ended, clock.now());
    throw new AppError('SILENCE_NOT_FOUND', {
      message: `Silence "${id}" does not exist.`,
      hint: 'See the ids with `kaizen alerts silences`.',
      details: { id },
    });
  };
