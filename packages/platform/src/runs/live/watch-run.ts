import type { TrackedRun, TrackingStore } from '../../tracking/store.ts';
import { getTrackedRun, toShown, toStatus } from '../tracked.ts';
import { changeBetween } from './change-between.ts';
import type { RunEvent } from './run-event.ts';

/** What a run is watched with. */
export interface WatchParts {
  readonly tracking: {
    readonly runs: Pick<TrackingStore['runs'], 'find'>;
    readonly experiments: Pick<TrackingStore['experiments'], 'find'>;
  };
  /** Lets time pass between two looks. */
  readonly pause: () => Promise<void>;
  /** Nobody watches any more once it aborts. */
  readonly signal: AbortSignal;
}

/**
 * Begins to watch a run: it is looked at again and again, since any process of the home may write to it. Of several points of a
 * metric between two looks the one that counts is told; `runs.history` has the others.
 *
 * @throws RUN_NOT_FOUND
 * @cost One read of the run a look.
 */
export async function watchRun(id: string, parts: WatchParts): Promise<AsyncIterable<RunEvent>> {
  const { runs, experiments } = parts.tracking;
  const first = await getTrackedRun(runs, id);
  const experiment = await experiments.find(first.experimentId);
  return followRun(first, { ...parts, experiment: experiment?.name ?? first.experimentId });
}

async function* followRun(
  first: TrackedRun,
  { tracking, pause, signal, experiment }: WatchParts & { readonly experiment: string },
): AsyncGenerator<RunEvent> {
  yield { kind: 'run', run: toShown(first, experiment) };
  let known = first;
  while (known.endedAtMs === null && known.lifecycle === 'active') {
    await pause();
    if (signal.aborted) return;
    const now = await tracking.runs.find(first.id);
    if (now === undefined) return yield { kind: 'end', status: 'deleted' };
    const change = changeBetween(known, now);
    yield change === undefined ? { kind: 'same' } : { kind: 'change', change };
    known = now;
  }
  yield {
    kind: 'end',
    status: known.lifecycle === 'deleted' ? 'deleted' : toStatus(known.status),
  };
}
