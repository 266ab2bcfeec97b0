import type { AnyDetector, Estimate } from './detector.ts';

/** A drift that a detector called, and what it believed then. */
export interface Change {
  /** Number of the value with which it was called, from 0. */
  readonly calledAt: number;
  /** Number of the first value after the change, as estimated. */
  readonly beganAt: number;
  readonly estimate: Estimate;
}

/**
 * Every drift that a detector calls in a stream, from its first value.
 *
 * @param settings Of the detector; its defaults where left out.
 * @throws ARGUMENT_INVALID when a value is none that the detector counts.
 * @cost That of one `update` per value.
 */
export function findChanges(
  detector: AnyDetector,
  values: Iterable<unknown>,
  settings: object = {},
): Change[] {
  const state = detector.empty(settings);
  const changes: Change[] = [];
  let i = 0;
  for (const value of values) {
    if (detector.update(state, value) === 'drift') {
      const estimate = detector.estimate(state);
      changes.push({ calledAt: i, beganAt: i + 1 - (estimate.nChanged ?? 0), estimate });
    }
    i++;
  }
  return changes;
}
