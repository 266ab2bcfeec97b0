import { setTimeout as sleep } from 'node:timers/promises';
import { toAppError } from '@kaizenml/contracts';
import type { Log } from '../kit/index.ts';
import type { ModelPool, ModelStore } from '../models/index.ts';
import type { Targets } from './targets.ts';

/** What warming stands on. */
export interface WarmDeps {
  readonly store: { readonly models: Pick<ModelStore, 'list'> };
  readonly targets: Pick<Targets, 'warmUp'>;
  readonly pool: Pick<ModelPool, 'figures'>;
  /** Hears of versions that cannot answer. */
  readonly log: Log;
}

/** Most models that are looked at. */
const MOST_MODELS = 1000;
/** Share of the memory that is filled beforehand: one model more would close another. */
const FILLED_SHARE = 0.8;

/**
 * Opens and tries what answers each endpoint, the most recently changed model first, until memory is nearly full.
 *
 * A version that cannot answer is told to the log and left to its requests: one bad model does not keep a server from others.
 *
 * @param options.limitMs Time after which it returns; the rest goes on behind. Milliseconds.
 * @returns Ends what goes on.
 */
export async function warmChampions(
  { store, targets, pool, log }: WarmDeps,
  { limitMs }: { readonly limitMs: number },
): Promise<{ close(): Promise<void> }> {
  let isClosed = false;
  const isFull = () => {
    const { openBytes, limitBytes } = pool.figures();
    return openBytes > FILLED_SHARE * limitBytes;
  };
  const warmAll = async (): Promise<void> => {
    const { items } = await store.models.list({ limit: MOST_MODELS });
    for (const { name } of items) {
      if (isClosed || isFull()) return;
      try {
        await targets.warmUp(name);
      } catch (thrown) {
        const { code, message: reason } = toAppError(thrown);
        log.error('a champion cannot answer', { endpoint: name, code, reason });
      }
    }
  };
  const warming = warmAll();
  const timer = new AbortController();
  const late = sleep(limitMs, undefined, { signal: timer.signal, ref: false }).catch(
    () => undefined,
  );
  await Promise.race([warming, late]);
  timer.abort();
  return {
    async close() {
      isClosed = true;
      await warming;
    },
  };
}
