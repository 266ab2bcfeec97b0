import type { ParamSpecs, ParamValues } from '@kaizenml/contracts';
import type { Target } from '../../models/estimator.ts';
import type { Link } from '../ensemble/tree-ensemble.ts';

/**
 * A loss on the rows of one target, with what boosting needs of it.
 *
 * Rows are n, outputs K; output k of row i stands at k * n + i in scores, gradients and Hessians. Nothing
 * is kept between calls, and a row's numbers (lambdarank: a group's) come from its own scores alone, so
 * threads may share the rows without changing a bit.
 */
export interface Objective {
  readonly name: string;
  /** From scores to answers. */
  readonly link: Link;
  /** Scores per row: K. */
  readonly nOutputs: number;
  /** Every Hessian is exactly 1, so that sums of Hessians are counts of rows. False with weights. */
  readonly hasUnitHessian: boolean;
  /** What a kernel computes these gradients from, over all rows side by side, where there is one. */
  readonly kernelRows?: KernelRows;
  /** Present where rows are ranked in groups: rows may be cut here only. Group q is rows offsets[q] to offsets[q + 1] - 1. */
  readonly groupOffsets?: Int32Array;
  /**
   * The constant scores of least loss, 0 where the loss knows only differences. Length K.
   *
   * @throws TARGET_UNUSABLE when the best constant is infinite: an `exp` link on a target of zeros.
   */
  initialScores(): Float64Array;
  /**
   * Writes gradient and Hessian of the loss, times the row's weight, of all outputs of rows from to to - 1. All outputs
   * at once, since softmax needs every score of a row for each of them.
   *
   * @shape scores, gradients, hessians: K * n
   */
  gradients(
    scores: Float64Array,
    gradients: Float64Array,
    hessians: Float64Array,
    from: number,
    to: number,
  ): void;
  /**
   * The constant of least loss to add to the scores of the rows in a leaf, for losses whose Hessian says too
   * little; 0 when none of them has weight. Absent where the Newton step is the step to take.
   *
   * @param rows Row numbers; those of the leaf are rows[from] to rows[to - 1].
   * @cost O(to - from)
   */
  renewLeaf?(rows: Int32Array, from: number, to: number, scores: Float64Array): number;
  /** Weighted mean loss at these scores, up to a constant of the target: tells when to stop. @shape scores: K * n */
  loss(scores: Float64Array): number;
}

/** A kernel of gradients, and what it reads of the rows. */
export interface KernelRows {
  readonly kernel: 'logisticGradients' | 'squaredGradients';
  /** Labels 0 and 1, or numbers. */
  readonly targets: Float64Array;
  readonly weights?: Float64Array;
}

/** The rows that an objective is about. */
export interface ObjectiveInput {
  readonly target: Target;
  /** Weight per row, finite and at least 0. Default 1 each. */
  readonly weights?: Float64Array;
  /** Group per row, the rows of a group side by side. For objectives that rank. */
  readonly groups?: Int32Array;
}

/** What a target must hold: any numbers, at least 0, above 0, two classes, classes, or grades of relevance in groups. */
export type ObjectiveTarget =
  | 'numbers'
  | 'non-negative'
  | 'positive'
  | 'two-classes'
  | 'classes'
  | 'grades';

/** A loss as it is chosen: by name, with parameters. */
export interface ObjectiveDescription<P extends ParamSpecs> {
  /** Kebab-case, the name of its file. */
  readonly name: string;
  /** What people call it. */
  readonly title: string;
  readonly target: ObjectiveTarget;
  /** Names are unique over all objectives, so that an estimator may list those of several. */
  readonly params: P;
  /** One plain sentence: what is answered. */
  readonly doc: string;
  readonly source: string;
  /**
   * The loss on these rows.
   *
   * @throws TARGET_UNUSABLE with row and value, ARGUMENT_INVALID for a target of the other kind or without the groups
   * to rank in, SHAPE_MISMATCH.
   */
  create(input: ObjectiveInput, params: ParamValues<P>): Objective;
}

// biome-ignore lint/suspicious/noExplicitAny: the one line that names a heterogeneous registry
export type AnyObjective = ObjectiveDescription<any>;
