import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import type { App } from '../app.ts';
import { createLaunch } from '../pipelines/index.ts';
import { createRetrainer } from '../retraining/index.ts';
import { askAndLabel, type Labelled } from './ask-and-label.ts';

/** A retraining as it is shown. */
export type Retraining = OutputOf<Operations['retrainings']['show']>;

/** How a retraining is played to its end. */
export interface RetrainingPlay {
  readonly endpoint: string;
  /** Why it begins, as a sentence. */
  readonly because: string;
  /** What begins it once. */
  readonly key: string;
  /** Rows that callers go on to ask while versions are compared on live traffic. */
  readonly traffic: readonly Labelled[];
  /** Is told of every step that ends. */
  readonly onStep: (step: Retraining['steps'][number]) => void;
  /** Lets time pass, milliseconds. */
  readonly pause: (ms: number) => Promise<unknown>;
}

const PAUSE_MS = 250;
const ROWS_AT_ONCE = 100;

/**
 * Trains the model of an endpoint anew as the keeper of a server would, and asks it meanwhile, so that its canary has requests to be judged by.
 *
 * @throws RETRAINING_IMPOSSIBLE, RETRAINING_ACTIVE
 */
export async function playRetraining(
  app: App,
  { endpoint, because, key, traffic, onStep, pause }: RetrainingPlay,
): Promise<Retraining> {
  const launch = createLaunch(app);
  const startRollout = app.handlers.rollouts.start;
  const retrainer = createRetrainer({ ...app, launch, startRollout });
  const { id } = await app.handlers.retrainings.start({ endpoint, because, key });
  let nTold = 0;
  let sent = 0;
  for (;;) {
    await retrainer.look();
    await app.rollouts.tick();
    const now = await app.handlers.retrainings.show({ id });
    const over = now.steps.filter(({ endedAt }) => endedAt !== null);
    for (const step of over.slice(nTold)) onStep(step);
    nTold = over.length;
    if (now.endedAt !== null) return now;
    if (now.rollout !== null) {
      const rows = Array.from(
        { length: Math.min(ROWS_AT_ONCE, traffic.length) },
        () => traffic[sent++ % traffic.length] as Labelled,
      );
      await askAndLabel(app, endpoint, rows);
    }
    await pause(PAUSE_MS);
  }
}
