import { setImmediate as nextTurn } from 'node:timers/promises';

/** Milliseconds for which long work may keep everybody else waiting. */
const SLICE_MS = 4;

/**
 * Does work in steps, and lets what else is to be done have its turn every few milliseconds.
 *
 * @throws the reason of `signal`, between two steps
 */
export async function inTurns<Result>(
  steps: Generator<undefined, Result>,
  signal?: AbortSignal,
): Promise<Result> {
  let since = performance.now();
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    if (performance.now() - since < SLICE_MS) continue;
    await nextTurn();
    signal?.throwIfAborted();
    since = performance.now();
  }
}
