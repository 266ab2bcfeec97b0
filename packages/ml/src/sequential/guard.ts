import type { ParamSpecs, ParamValues } from '@kaizenml/contracts';

/** Which of the two versions answered: `a` is the champion, `b` the one that wants its place. */
export type Arm = 'a' | 'b';

/** One thing per arm. */
export type PerArm<T> = Record<Arm, T>;

/** What is asked of a comparison. */
export interface JudgeOptions {
  /** Chance of a false alarm that is put up with over all looks together, between 0 and 1. */
  readonly level: number;
  /** Loss that is put up with: B may be promoted once it is surely less. In the unit of the guard, 0 or more. */
  readonly margin: number;
  /** Difference up to which B does not count as worse, at most the margin. Default 0. */
  readonly tolerance?: number;
}

/**
 * How strongly the rows speak against a hypothesis.
 *
 * An e-value is at most 1 on average while the hypothesis is true, whenever one stops to look; so it passes 1/level at any
 * time with a chance of at most the level.
 */
export interface Evidence {
  /** Natural logarithm of the e-value. */
  readonly logE: number;
  /** Always-valid p-value: 1 / e, at most 1. */
  readonly p: number;
}

/** What one arm shows. */
export interface ArmSummary {
  /** Requests counted. */
  readonly n: number;
  /** Rate, mean, quantile or share; null without requests. */
  readonly value: number | null;
}

/** `harm`: B is surely worse. `no-harm`: B is surely not worse by the margin. `undecided`: neither is sure yet. */
export type Outcome = 'harm' | 'no-harm' | 'undecided';

/** What a guard says, with the numbers behind it. Plain JSON. */
export interface Verdict {
  readonly outcome: Outcome;
  readonly a: ArmSummary;
  readonly b: ArmSummary;
  /** B against A in the unit of the guard; null where an arm shows nothing. */
  readonly difference: number | null;
  /** Holds the true difference at all times, but for a chance of `level`. Null is an open end. */
  readonly interval: { readonly low: number | null; readonly high: number | null };
  /** Against "B is worse by at most the tolerance". */
  readonly harm: Evidence;
  /** Against "B is worse by the margin or more". */
  readonly noHarm: Evidence;
  /** The bin or group that the numbers are of, where there are several; null otherwise. */
  readonly part: string | null;
  readonly level: number;
  readonly margin: number;
  readonly tolerance: number;
}

/**
 * A comparison of two arms that may be looked at after every request: a description plus pure functions.
 *
 * A state is plain JSON and holds sums only, so that the states of two processes add up.
 */
export interface Guard<P extends ParamSpecs, Value, State> {
  /** Kebab-case, the name of its file. */
  readonly name: string;
  /** What people call it. */
  readonly title: string;
  /** One plain sentence for a person who never met it. */
  readonly doc: string;
  readonly source: string;
  /** Of difference, margin and tolerance: a share from 0 to 1, the unit of the values, or a share of what A shows. */
  readonly unit: 'share' | 'value' | 'relative';
  /** What a state needs to know before the first request. */
  readonly params: P;
  /**
   * A state of no requests.
   *
   * @throws PARAM_UNKNOWN, PARAM_OUT_OF_RANGE
   */
  empty(settings?: Partial<ParamValues<P>>): State;
  /**
   * Counts one request, in place.
   *
   * @throws ARGUMENT_INVALID when the value is none that the guard counts.
   * @cost O(1)
   */
  update(state: State, arm: Arm, value: Value): void;
  /**
   * Both together; the two stay as they are.
   *
   * @throws ARGUMENT_INVALID when they were begun with different settings.
   */
  merge(one: State, other: State): State;
  /** @throws ARGUMENT_INVALID when level, margin or tolerance is out of range. */
  judge(state: State, options: JudgeOptions): Verdict;
}

/** Any guard, where values and states differ. */
// biome-ignore lint/suspicious/noExplicitAny: a table of guards holds different values and states
export type AnyGuard = Guard<any, any, any>;
