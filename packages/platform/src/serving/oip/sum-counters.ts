import { topic } from '../../crew/index.ts';
import type { BatchCounters, Duration, ModelCounters } from './statistics-body.ts';

/** Every version that a process was asked for. */
export const STATISTICS = topic<null, readonly ModelCounters[]>('statistics');

/** What several processes counted, as one would have: of each version the sums, and the time of the last request. */
export function sumCounters(
  lists: readonly (readonly ModelCounters[])[],
): readonly ModelCounters[] {
  const sums = new Map<string, ModelCounters>();
  for (const counters of lists.flat()) {
    const key = JSON.stringify([counters.name, counters.version]);
    const before = sums.get(key);
    sums.set(key, before === undefined ? counters : plus(before, counters));
  }
  return [...sums.values()];
}

function plus(a: ModelCounters, b: ModelCounters): ModelCounters {
  return {
    ...a,
    lastInferenceMs: Math.max(a.lastInferenceMs, b.lastInferenceMs),
    nInferences: a.nInferences + b.nInferences,
    nExecutions: a.nExecutions + b.nExecutions,
    success: longer(a.success, b.success),
    fail: longer(a.fail, b.fail),
    queue: longer(a.queue, b.queue),
    computeInput: longer(a.computeInput, b.computeInput),
    computeInfer: longer(a.computeInfer, b.computeInfer),
    computeOutput: longer(a.computeOutput, b.computeOutput),
    cacheHit: longer(a.cacheHit, b.cacheHit),
    cacheMiss: longer(a.cacheMiss, b.cacheMiss),
    batches: sumBatches([...a.batches, ...b.batches]),
  };
}

function sumBatches(all: readonly BatchCounters[]): readonly BatchCounters[] {
  const sums = new Map<number, BatchCounters>();
  for (const batch of all) {
    const before = sums.get(batch.nRows);
    sums.set(
      batch.nRows,
      before === undefined
        ? batch
        : {
            nRows: batch.nRows,
            computeInput: longer(before.computeInput, batch.computeInput),
            computeInfer: longer(before.computeInfer, batch.computeInfer),
            computeOutput: longer(before.computeOutput, batch.computeOutput),
          },
    );
  }
  return [...sums.values()];
}

function longer(a: Duration, b: Duration): Duration {
  return { count: a.count + b.count, ns: a.ns + b.ns };
}
