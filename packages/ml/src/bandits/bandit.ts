import type { ParamSpecs, ParamValues } from '@kaizenml/contracts';

/** What came of one choice. */
export interface Reward {
  /** Which arm answered, from 0 on. */
  readonly arm: number;
  /** What it brought; more is better. */
  readonly reward: number;
  /** Features of the request, where the bandit reads them. */
  readonly context?: readonly number[];
}

/**
 * A way to send traffic to the arm that brings most while it finds out which one that is: a description plus pure functions.
 *
 * Chance is not in it: a bandit says with which probability each arm is due, and `chooseArm` draws. So the probability that is logged is the
 * one that was drawn by. A state is plain JSON and holds sums only; rewards may come late and in any order.
 */
export interface Bandit<P extends ParamSpecs, State> {
  /** Kebab-case, the name of its file. */
  readonly name: string;
  /** What people call it. */
  readonly title: string;
  /** One plain sentence for a person who never met it. */
  readonly doc: string;
  readonly source: string;
  /** Whether it reads the features of a request. */
  readonly readsContext: boolean;
  readonly params: P;
  /**
   * A state of no rewards.
   *
   * @throws PARAM_UNKNOWN, PARAM_OUT_OF_RANGE
   */
  empty(settings?: Partial<ParamValues<P>>): State;
  /**
   * The probability with which each arm is due. They sum to 1.
   *
   * @param context Features of the request; for those that read them.
   * @throws SHAPE_MISMATCH when the context has another number of features than the state.
   */
  probabilities(state: State, context?: readonly number[]): readonly number[];
  /**
   * Counts one reward, in place.
   *
   * @throws ARGUMENT_INVALID when there is no such arm or the reward is none that it counts, SHAPE_MISMATCH as above.
   */
  update(state: State, reward: Reward): void;
  /**
   * Both together, up to rounding as if all had come to one; the two stay as they are.
   *
   * @throws ARGUMENT_INVALID when they were begun with different settings.
   */
  merge(one: State, other: State): State;
}

/** Any bandit, where states differ. */
// biome-ignore lint/suspicious/noExplicitAny: a table of bandits holds different states
export type AnyBandit = Bandit<any, any>;
