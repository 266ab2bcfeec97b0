import { type Log, type Repeated, repeat } from '../kit/index.ts';
import type { Store } from '../storage/store.ts';
import type { Retrainer } from './retrainer.ts';

const EVERY_MS = 2000;

/** What decides whether there is anything to look after. */
interface LookDeps {
  readonly store: Pick<Store, 'retrainings' | 'endpoints'>;
  readonly log: Log;
  /** Loads and opens the retrainer; done once there is something for it. */
  readonly open: () => Promise<Retrainer>;
  /** Default 2000. */
  readonly everyMs?: number;
}

/** Lets a retrainer look every two seconds, one look at a time, until it is closed. A home that retrains nothing loads nothing for it. */
export function startLooking({ store, log, open, everyMs = EVERY_MS }: LookDeps): Repeated {
  let retrainer: Retrainer | undefined;
  const isNeeded = async (): Promise<boolean> => {
    if ((await store.retrainings.open()).length > 0) return true;
    const settings = [...(await store.endpoints.all()).values()];
    return settings.some(({ retraining }) => retraining !== undefined);
  };
  const looking = repeat(
    async () => {
      if (retrainer === undefined && (await isNeeded())) retrainer = await open();
      await retrainer?.look();
    },
    {
      everyMs,
      onFailure: (thrown) => log.error('retrainings could not be looked after', { thrown }),
    },
  );
  return {
    async close() {
      const closing = retrainer?.close();
      await looking.close();
      await closing;
    },
  };
}
