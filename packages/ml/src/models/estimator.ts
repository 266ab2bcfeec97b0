import type { ParamSpecs, ParamValues } from '@kaizenml/contracts';
import type { Matrix } from '../math/matrix.ts';
import type { Random } from '../math/random.ts';
import type { SparseMatrix } from '../math/sparse-matrix.ts';
import type { RowLoss } from '../trees/objectives/custom.ts';
import type { Team } from '../trees/threads/team.ts';

/**
 * What is learned: numbers, or classes as codes 0 to nClasses - 1. One entry per row.
 *
 * What is said of its rows besides goes with them through every split; `fitRows` hands it to the fit, `toOutcome` to the metric.
 */
export type Target = TargetNumbers | TargetClasses;

export interface TargetNumbers {
  readonly kind: 'regression';
  readonly values: Float64Array;
  /** See `FitContext.weights`. */
  readonly weights?: Float64Array;
  /** See `FitContext.groups`. */
  readonly groups?: Int32Array;
  /** See `FitContext.quantiles`. */
  readonly quantiles?: readonly number[];
}

export interface TargetClasses {
  readonly kind: 'classification';
  readonly codes: Int32Array;
  readonly nClasses: number;
  /** See `FitContext.weights`. */
  readonly weights?: Float64Array;
}

/** What the platform may rely on; shared code asks these and never the name. */
export interface Traits {
  /** Fits numbers. */
  readonly regression: boolean;
  /** Fits two classes and more. */
  readonly classification: boolean;
  /**
   * The matrix that suits it: `dense` is imputed, scaled and one-hot; `ordinal` is imputed, with categories
   * as codes; `native` keeps missing numbers as NaN and says in `Matrix.levels` which columns are codes.
   */
  readonly features: 'dense' | 'ordinal' | 'native';
  /** Learns from `FitContext.weights`: a row of weight 2 counts as two rows, one of weight 0 as none. Default false. */
  readonly weights?: boolean;
  /**
   * Answers the quantiles that `FitContext.quantiles` asks for: n x levels numbers, rising within a row. `also`: and other numbers where
   * none are asked for; `only`: the median there. A search of other numbers does not draw the latter. Default: it answers none.
   */
  readonly quantiles?: 'also' | 'only';
  /** Fits numbers of at least 0 only: counts, rates, amounts. A search does not draw it unasked. Default false. */
  readonly nonNegativeTarget?: boolean;
  /** The order of rows changes nothing, up to rounding. False when rows are drawn at random. */
  readonly rowOrderInvariant: boolean;
  /** Its answers do not depend on the features at all: a baseline. */
  readonly ignoresFeatures: boolean;
  /** Grows more exact with cost: an ensemble of `members` parts. Absent otherwise. */
  readonly members?: string;
  /** Takes counts: features of at least 0. Default false. A search draws it for no recipe, since none promises that. */
  readonly nonNegative?: boolean;
  /** Rows up to which a search draws it at random: beyond, its cost outweighs its chances. Default: any number. */
  readonly maxRows?: number;
}

/** What a fit gets besides data and parameters. */
export interface FitContext {
  readonly random: Random;
  /** How much each row counts: n finite numbers of at least 0, not all 0. Absent: 1 each. For estimators with the trait `weights`. */
  readonly weights?: Float64Array;
  /** Group of each row, such as the query of a ranking: n codes, the rows of a group side by side. */
  readonly groups?: Int32Array;
  /** Levels of the quantiles that are asked for, rising, between 0 and 1. For estimators with the trait `quantiles`. */
  readonly quantiles?: readonly number[];
  /** Rows that are not learned from; they say when to stop. */
  readonly validation?: ValidationPart;
  /** What the answers must obey, for estimators that can promise it. */
  readonly constraints?: Constraints;
  /** A loss of one's own, for estimators that minimize any. */
  readonly loss?: RowLoss;
  /** A state of the same estimator to go on from. */
  readonly previous?: unknown;
  /**
   * What is known of each row before anything is learned, in the place of a constant: the raw answers of another model, which the state
   * does not hold and who answers adds again (`init_score` of LightGBM, `base_margin` of XGBoost). For boosted trees.
   *
   * @shape n x raw numbers of the loss: 1, or one per class.
   */
  readonly startScores?: Float64Array;
  /** Threads that work on this fit; by default the calling one alone. They change no bit of the result. */
  readonly team?: Team;
}

/** What the answers must obey, by column of the matrix. */
export interface Constraints {
  /** 1 where the raw answer may only rise with the column, -1 fall, 0 either. Length p. */
  readonly monotone?: readonly number[];
  /** Sets of columns that may act together; a column in no set acts alone. */
  readonly interactions?: readonly (readonly number[])[];
}

/** Rows beside the training rows that tell a fit when it has learned enough. */
export interface ValidationPart {
  /** How good answers to these rows are, higher is better. Default: minus the loss that is minimized. */
  readonly judge?: (answers: Float64Array) => number;
  readonly x: Matrix;
  readonly y: Target;
  readonly weights?: Float64Array;
  readonly groups?: Int32Array;
  /** See `FitContext.startScores`: there for both parts or for neither. */
  readonly startScores?: Float64Array;
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
   * Learns a state; leaves its inputs untouched.
   *
   * @shape x: n x p, without NaN unless `features` is `native`; y: n
   * @throws SHAPE_MISMATCH when the row counts differ, TABLE_EMPTY without rows, TARGET_UNUSABLE where
   * a number of the target is not finite, WEIGHTS_INVALID.
   */
  fit(x: Matrix, y: Target, params: ParamValues<P>, context: FitContext): State;
  /**
   * Answers for each row: its value, or the probability of each class.
   *
   * @shape x: m x p; the result has m values (regression), m x levels (quantiles) or m x nClasses (classification), row-major.
   * @throws SHAPE_MISMATCH when x has another number of columns than the fit saw; MODEL_ARTIFACT_INVALID when
   * the state is damaged, which `stateCheck` looks for once per state.
   */
  predict(state: State, x: Matrix): Float64Array;
  /** The same on rows that are mostly zeros, for estimators that gain from it. */
  readonly sparse?: SparseForm<P, State>;
}

/**
 * An estimator's other pair of functions: its `fit` and `predict` on sparse rows, which never write the
 * zeros out. States are of one kind: what is learned from sparse rows answers dense ones, and both forms
 * give the same answers up to rounding.
 */
export interface SparseForm<P extends ParamSpecs, State> {
  /** @throws What `Estimator.fit` throws. */
  fit(x: SparseMatrix, y: Target, params: ParamValues<P>, context: FitContext): State;
  /** @throws SHAPE_MISMATCH when x has another number of columns than the fit saw. */
  predict(state: State, x: SparseMatrix): Float64Array;
}

// biome-ignore lint/suspicious/noExplicitAny: the one line that names a heterogeneous registry
export type AnyEstimator = Estimator<any, any>;

/** Number of rows of a target. */
export function targetLength(y: Target): number {
  return y.kind === 'regression' ? y.values.length : y.codes.length;
}

/** Numbers that are answered to a row of such a target: one, one per quantile, or one per class. */
export function targetWidth(y: Target): number {
  return y.kind === 'regression' ? (y.quantiles?.length ?? 1) : y.nClasses;
}
