import { AppError } from '@kaizenml/contracts';
import type { Operations } from '@kaizenml/contracts/operations';
import type { MachineHandler } from '../at-machine.ts';
import type { Clock } from '../kit/index.ts';
import type { NoticeStore } from '../notices/index.ts';
import { whoAsks } from '../who-asks.ts';
import { spanMs } from './span-ms.ts';
import { toSilenceView } from './to-silence.ts';

/** Lets nobody be told of some alerts until an instant. */
export const silenceAlerts =
  (
    notices: Pick<NoticeStore, 'addSilence'>,
    clock: Clock,
  ): MachineHandler<Operations['alerts']['silence']> =>
  async ({ match, why, for: span, until }, machine, asked) => {
    if ((span === undefined) === (until === undefined))
      throw new AppError('ARGUMENT_INVALID', {
        message: `A silence must say how long or until when, got ${span === undefined ? 'neither' : 'both'}.`,
        hint: 'For example `--for 2h`, or `--until 2026-12-01T08:00:00Z`.',
        details: { for: span ?? null, until: until ?? null },
      });
    const nowMs = clock.now();
    const untilMs = span === undefined ? Date.parse(until ?? '') : nowMs + spanMs(span);
    if (untilMs <= nowMs)
      throw new AppError('ARGUMENT_INVALID', {
        message: `A silence must end in the future, got "${until}".`,
        hint: 'Instants without an offset are refused; `Z` stands for UTC.',
        details: { until: until ?? null },
      });
    const reason = { by: 'person', who: whoAsks(machine, asked) } as const;
    return toSilenceView(await notices.addSilence({ match, untilMs, why }, reason), nowMs);
  };
