import { type AppError, toAppError } from '@kaizenml/contracts';
import { useEffect, useState } from 'preact/hooks';
import { api } from '../../api/index.ts';

/** A rollout as the server shows it. */
export type ShownRollout = Awaited<ReturnType<typeof api.rollouts.show>>;

/** What is known of a rollout that may still be under way. */
export interface LiveRollout {
  readonly rollout: ShownRollout | undefined;
  readonly failure: AppError | undefined;
  /** Puts the answer of a decision in its place at once. */
  show(rollout: ShownRollout): void;
}

const ASK_EVERY_MS = 1000;

/** Asks again and again while requests are split. */
export function useLiveRollout(id: string): LiveRollout {
  const [rollout, show] = useState<ShownRollout>();
  const [failure, setFailure] = useState<AppError>();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isHere = true;
    const ask = async () => {
      try {
        const next = await api.rollouts.show({ id });
        if (!isHere) return;
        show(next);
        setFailure(undefined);
        if (isUnderWay(next)) timer = setTimeout(ask, ASK_EVERY_MS);
      } catch (thrown) {
        if (!isHere) return;
        setFailure(toAppError(thrown));
        timer = setTimeout(ask, 5 * ASK_EVERY_MS);
      }
    };
    void ask();
    return () => {
      isHere = false;
      clearTimeout(timer);
    };
  }, [id]);
  return { rollout, failure, show };
}

/** Whether requests are still split. */
export function isUnderWay({ status }: Pick<ShownRollout, 'status'>): boolean {
  return status === 'running' || status === 'paused';
}
