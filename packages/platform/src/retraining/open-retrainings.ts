import type { Operations } from '@kaizenml/contracts/operations';
import type { MachineHandler } from '../at-machine.ts';
import { mayRelease } from '../guards/index.ts';
import { listRetrainings } from './list.ts';
import { showRetraining } from './show.ts';
import { type StandInDeps, standDownNow, standInNow } from './stand-in.ts';
import { type StartDeps, startRetraining } from './start.ts';
import { stopRetraining } from './stop.ts';

/** What the operations on retrainings stand on. */
export interface RetrainingsDeps extends StartDeps, StandInDeps {
  readonly store: StartDeps['store'];
  /** The store as who asks sees it. */
  readonly seen: StartDeps['store'];
}

/** The operations on retrainings. */
export type Retrainings = {
  readonly [Verb in keyof Operations['retrainings']]: MachineHandler<
    Operations['retrainings'][Verb]
  >;
};

/** Opens the operations on retrainings for one home. */
export function openRetrainings({ seen, ...deps }: RetrainingsDeps): Retrainings {
  const { models, retrainings } = seen;
  return {
    start: mayRelease(startRetraining({ ...deps, store: { ...deps.store, models, retrainings } })),
    list: listRetrainings(retrainings),
    show: showRetraining(retrainings),
    stop: stopRetraining({ ...deps, store: seen }),
    'stand-in': mayRelease(standInNow({ ...deps, store: seen })),
    'stand-down': mayRelease(standDownNow({ ...deps, store: seen })),
  };
}
