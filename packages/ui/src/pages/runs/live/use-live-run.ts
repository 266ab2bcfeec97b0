import { type AppError, toAppError } from '@kaizenml/contracts';
import { useEffect, useState } from 'preact/hooks';
import { api } from '../../../api/index.ts';
import type { LiveRun } from '../../training/training-types.ts';

const ASK_EVERY_MS = 700;
/** After a failure: the server may be starting again. */
const ASK_AGAIN_MS = 3000;

/** What is known of a run while it goes on. */
export interface LiveAnswer {
  /** With every candidate so far; undefined before the first answer. */
  readonly live: LiveRun | undefined;
  /** Why the last question was not answered. */
  readonly failure: AppError | undefined;
}

/** Asks how far a run is until it is over; what the page holds already is not asked for again. */
export function useLiveRun(id: string): LiveAnswer {
  const [answer, setAnswer] = useState<LiveAnswer>({ live: undefined, failure: undefined });
  useEffect(() => {
    let isGone = false;
    let live: LiveRun | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async (): Promise<void> => {
      const held = live?.trials ?? [];
      const next = await api.runs.progress({ id, after: held.length });
      live = { ...next, trials: [...held, ...next.trials] };
      if (isGone) return;
      setAnswer({ live, failure: undefined });
      if (next.status === 'running') timer = setTimeout(keepAsking, ASK_EVERY_MS);
    };
    const keepAsking = () => {
      ask().catch((thrown: unknown) => {
        if (isGone) return;
        const failure = toAppError(thrown);
        setAnswer({ live, failure });
        if (failure.row.status >= 500) timer = setTimeout(keepAsking, ASK_AGAIN_MS);
      });
    };
    keepAsking();
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [id]);
  return answer;
}
