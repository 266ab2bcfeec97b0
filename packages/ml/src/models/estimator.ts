import type { ParamSpecs, ParamValues } from '@kaizenml/contracts';
import type { Matrix } from '../math/matrix.ts';
import type { Random } from '../math/random.ts';

/** What is learned: numbers, or classes as codes 0 to nClasses - 1. One entry per row. */
export type Target =
  | { readonly kind: 'regression'; readonly values: Float64Array }
  | { readonly kind: 'classification'; readonly codes: Int32Array; readonly nClasses: number };

/** What the platform may rely on; shared code asks these and never the name. */
export interface Traits {
  /** Fits numbers. */
  readonly regression: boolean;
  /** Fits two classes and more. */
  readonly classification: boolean;
  /** The matrix that suits it: `dense` is imputed, scaled and one-hot; `ordinal` is imputed, with categories as codes. */
  readonly features: 'dense' | 'ordinal';
  /** The order of rows changes nothing, up to rounding. False when rows are drawn at random. */
  readonly rowOrderInvariant: boolean;
  /** Its answers do not depend on the features at all: a baseline. */
  readonly ignoresFeatures: boolean;
  /** Grows more exact with cost: an ensemble of `members` parts. Absent otherwise. */
  readonly members?: string;
}

/** What a fit gets besides data and parameters. */
export interface FitContext {
  readonly random: Random;
}

/**
 * A learning algorithm: a description plus two pure functions.
 *
 * The state is plain JSON, except that long arrays of numbers are typed arrays (Float64Array,
 * Float32Array, Int32Array, Uint16Array, Uint8Array), which one codec writes (`artifact/state-codec.ts`).
 * It holds no NaN, no infinity and no undefined outside typed arrays.
 */
export interface Estimator<P extends ParamSpecs, State> {
  /** Kebab-case, the name of its file. */
  readonly name: string;
  /** What people call it. */
  readonly title: string;
  readonly params: P;
  readonly traits: Traits;
  /** Where the method comes from. */
  readonly source: string;
  /**
   * Learns a state from complete data; leaves its inputs untouched.
   *
   * @shape x: n x p without NaN, y: n
   * @throws SHAPE_MISMATCH when the row counts differ.
   */
  fit(x: Matrix, y: Target, params: ParamValues<P>, context: FitContext): State;
  /**
   * Answers for each row: its value, or the probability of each class.
   *
   * @shape x: m x p; the result has m values (regression) or m x nClasses, row-major (classification).
   * @throws SHAPE_MISMATCH when x has another number of columns than the fit saw.
   */
  predict(state: State, x: Matrix): Float64Array;
}

// biome-ignore lint/suspicious/noExplicitAny: the one line that names a heterogeneous registry
export type AnyEstimator = Estimator<any, any>;

/** Number of rows of a target. */
export function targetLength(y: Target): number {
  return y.kind === 'regression' ? y.values.length : y.codes.length;
}
