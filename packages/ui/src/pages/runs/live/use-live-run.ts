import { api, type Live, useLive } from '../../../api/index.ts';
import type { LiveRun } from '../../training/training-types.ts';

const ASK_EVERY_MS = 700;

/** Asks how far a run is until it is over; candidates that the page holds already are not asked for again. */
export function useLiveRun(id: string): Live<LiveRun> {
  return useLive<LiveRun>(
    async (known) => {
      const held = known?.trials ?? [];
      const next = await api.runs.progress({ id, after: held.length });
      return { ...next, trials: [...held, ...next.trials] };
    },
    { key: id, everyMs: ASK_EVERY_MS, mayChange: ({ status }) => status === 'running' },
  );
}
