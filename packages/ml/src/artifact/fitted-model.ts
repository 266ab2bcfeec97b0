import type { Signature } from '@kaizenml/contracts';
import type { Calibration, Combination, Decision, QuantileShift, Tuned } from '../combine/index.ts';
import type { TransformGraph } from '../preprocess/index.ts';

/** One method as it was fitted. */
export interface FittedMember {
  /** Place of the graph that prepares its rows, in `FittedModel.graphs`. */
  readonly graph: number;
  readonly estimator: { readonly name: string; readonly params: Readonly<Record<string, unknown>> };
  /** What was learned. Several states are a bag, whose answers are averaged. */
  readonly states: readonly unknown[];
}

/**
 * Everything that answering needs: what comes in, how it is prepared, what was learned, and how answers become one.
 *
 * Rows go through the graphs, each member answers (a bag by its mean), the combination makes one answer of theirs, the
 * calibration corrects its probabilities or quantiles, and the decision calls a class.
 */
export interface FittedModel {
  readonly signature: Signature;
  /** Members that read the same matrix share a graph. At least one. */
  readonly graphs: readonly TransformGraph[];
  /** In the order of the combination. At least one. */
  readonly members: readonly FittedMember[];
  /** Absent for a single member. `tuned`: the last member corrects what the others answer together. */
  readonly combination?: Combination | Tuned;
  /** Absent where probabilities stay as they are. */
  readonly calibration?: Calibration | QuantileShift;
  /** Absent: the most probable class is called. */
  readonly decision?: Decision;
}

/** What people know a model by: its estimator, or how several answers become one: `ensemble`, `mixture`, `stack`, `tuned`. */
export function methodOf({
  members,
  combination,
}: Pick<FittedModel, 'members' | 'combination'>): string {
  return members.length === 1 || combination === undefined
    ? members[0].estimator.name
    : combination.kind;
}

/** A fitted model with a single member and a single state. */
export function soleModel(
  signature: Signature,
  graph: TransformGraph,
  { state, ...estimator }: FittedMember['estimator'] & { readonly state: unknown },
): FittedModel {
  return { signature, graphs: [graph], members: [{ graph: 0, estimator, states: [state] }] };
}
