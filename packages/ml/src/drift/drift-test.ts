import type { Sample, SampleKind } from './samples/index.ts';

/** What a test finds between two samples. */
export interface DriftFigures {
  /** What the test computes, in its own unit; infinite where it divides by a spread or a share of 0. */
  readonly statistic: number;
  /** How large the difference is, whatever the number of rows: 0 is none; infinite where two constants differ, in units of their spread. */
  readonly effect: number;
  /** Probability of such a difference, or a larger one, when nothing drifts. Null where the test cannot say. */
  readonly pValue: number | null;
}

/**
 * A comparison of a column with its reference: a description plus one pure function.
 *
 * The name, the threshold and its direction are the customary ones, so that a verdict can be compared with that of other tools.
 */
export interface DriftTest<S extends Sample = Sample> {
  /** The customary name. In kebab-case it is the name of its file. */
  readonly name: string;
  /** What people call it. */
  readonly title: string;
  /** What it compares. A test of levels also takes numbers: each distinct value is then a level. */
  readonly takes: readonly SampleKind[];
  /**
   * What the threshold is held against: `p-value`, where drift is below; `distance`, the statistic, where drift is above;
   * `confidence`, 1 minus the p-value, where drift is above.
   */
  readonly score: 'p-value' | 'distance' | 'confidence';
  readonly threshold: number;
  /** Whether a score that equals the threshold is drift. */
  readonly isDriftAtThreshold: boolean;
  /** Whether swapping the samples changes nothing, where both have values enough for the same bins. */
  readonly isSymmetric: boolean;
  /**
   * What the p-value is worth. `two samples`: without drift it is below any share in at most that share of comparisons, about.
   * `reference is truth`: only when the reference is many times as large as the current sample, since its own chance is left out.
   */
  readonly chance: 'two samples' | 'reference is truth';
  /** What the effect is, in words. */
  readonly effect: string;
  /** Legal values of the effect, closed. 0 is no difference. */
  readonly effectBounds: readonly [low: 0, high: number];
  /** One plain sentence for a person who never met it. */
  readonly doc: string;
  readonly source: string;
  /**
   * The difference between two samples, each with a value at least.
   *
   * @throws ARGUMENT_INVALID by tests that ask for more, such as vectors of the same width.
   */
  compare(reference: S, current: S): DriftFigures;
}

/** Two samples in which a test sees no difference, or has nothing to compare. */
export const NO_DIFFERENCE: DriftFigures = { statistic: 0, effect: 0, pValue: 1 };
