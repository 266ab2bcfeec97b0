import type { ParamSpecs, ParamValues } from '@kaizenml/contracts';

/** `warning`: a change may have begun. `drift`: there is one; the detector begins anew with the next value. */
export type Level = 'none' | 'warning' | 'drift';

/** What every state of a detector holds. Plain JSON: written to a disk and read back, it goes on exactly where it was. */
export interface DetectorState {
  level: Level;
  /** Values since the last restart. */
  n: number;
}

/** What a detector believes at the moment. */
export interface Estimate {
  readonly level: Level;
  /** Values since the last restart. */
  readonly n: number;
  /** Mean of the latest regime: of the values since the change where one is under way, else of all that count. Null without values. */
  readonly mean: number | null;
  /** Mean before the change; null where none is under way. */
  readonly before: number | null;
  /** How many of the latest values came after the change began: since when. Null where none is under way. */
  readonly nChanged: number | null;
}

/**
 * Finds changes in a stream, one value at a time: a description plus pure functions.
 *
 * After a drift the next value starts a new regime, but for detectors that keep a window of their own.
 */
export interface Detector<P extends ParamSpecs, Value, State extends DetectorState> {
  /** Kebab-case, the name of its file. */
  readonly name: string;
  /** What people call it. */
  readonly title: string;
  /** One plain sentence for a person who never met it. */
  readonly doc: string;
  readonly source: string;
  /** `errors`: true or false, or 0 and 1. `shares`: those, and numbers between. `numbers`: any finite ones. `calls`: what was answered and what was true. */
  readonly counts: 'errors' | 'shares' | 'numbers' | 'calls';
  readonly params: P;
  /**
   * A state of no values, with its settings inside.
   *
   * @throws PARAM_UNKNOWN, PARAM_OUT_OF_RANGE
   */
  empty(settings?: Partial<ParamValues<P>>): State;
  /**
   * Counts one value, in place.
   *
   * @throws ARGUMENT_INVALID when the value is none that the detector counts; the state stays as it was.
   */
  update(state: State, value: Value): Level;
  estimate(state: State): Estimate;
}

/** Any detector, where values and states differ. */
// biome-ignore lint/suspicious/noExplicitAny: a table of detectors holds different values and states
export type AnyDetector = Detector<any, any, any>;
