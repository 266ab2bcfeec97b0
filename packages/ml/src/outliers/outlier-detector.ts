import type { ParamSpecs, ParamValues } from '@kaizenml/contracts';
import type { Matrix, Random } from '../math/index.ts';

/** What a fit gets besides rows and parameters. */
export interface OutlierContext {
  readonly random: Random;
}

/**
 * A way to tell how unusual a row is, learned from rows without a target: a description plus two pure
 * functions.
 *
 * The state is plain JSON and typed arrays, as an estimator's.
 */
export interface OutlierDetector<P extends ParamSpecs, State> {
  /** Kebab-case, the name of its file. */
  readonly name: string;
  /** What people call it. */
  readonly title: string;
  readonly params: P;
  /** Where the method comes from. */
  readonly source: string;
  /**
   * Learns a state; leaves its inputs untouched.
   *
   * @shape x: n x p, finite.
   * @throws TABLE_EMPTY without rows, ARGUMENT_INVALID for a value that is not finite.
   */
  fit(x: Matrix, params: ParamValues<P>, context: OutlierContext): State;
  /**
   * How unusual each row is, higher is more.
   *
   * @shape x: m x p; the result has m values.
   * @throws SHAPE_MISMATCH when x has another number of columns than the fit saw.
   */
  score(state: State, x: Matrix): Float64Array;
  /**
   * How much each column makes each row unusual: what is above 0 speaks for it, what is below against it. The parts of a
   * row add up to how unusual it is, in the unit of the detector.
   *
   * @shape x: m x p, as is the result.
   * @throws SHAPE_MISMATCH
   */
  contributions(state: State, x: Matrix): Float64Array;
}
