import { resolveParams } from '@kaizenml/contracts';
import type { FittedMember } from '@kaizenml/ml/artifact';
import { withKernelRoom } from '@kaizenml/ml/kernels';
import { type Features, seededRandom, takeFeatureRows } from '@kaizenml/ml/math';
import { fitRows, getEstimator, type Target } from '@kaizenml/ml/models';
import { type LearnedRows, learnRows, type TransformGraph } from '@kaizenml/ml/preprocess';
import { type Candidate, recipeOf, takeTargetRows } from '@kaizenml/ml/search';
import type { Split } from '@kaizenml/ml/selection';
import type { Table } from '@kaizenml/ml/table';
import type { Team } from '@kaizenml/ml/trees';

/** What models learn from. */
export interface Learning {
  readonly train: Table;
  readonly y: Target;
  /** Cuts of the training rows; only bags ask for them. */
  readonly folds: readonly Split[];
  readonly seed: number;
  readonly team: Team;
}

/** One fitted method beside the graph that prepares its rows. */
export interface FittedPart {
  readonly graph: TransformGraph;
  readonly member: Omit<FittedMember, 'graph'>;
}

/**
 * Fits candidates. Rows are prepared once per recipe, and those of one recipe only are in memory at a time.
 *
 * @param isBagged One fit per fold instead of one on all rows.
 * @returns In the order of the candidates.
 */
export function fitMembers(
  candidates: readonly Candidate[],
  isBagged: boolean,
  learning: Learning,
): FittedPart[] {
  const { train, y } = learning;
  const parts = new Map<Candidate, FittedPart>();
  for (const [recipe, group] of Map.groupBy(candidates, (each) => recipeOf(each, train))) {
    withKernelRoom((room) => {
      const rows = learnRows(recipe, train, y, { room });
      for (const candidate of group)
        parts.set(candidate, fitOne(candidate, rows, isBagged, learning));
    });
  }
  return candidates.flatMap((candidate) => parts.get(candidate) ?? []);
}

function fitOne(
  candidate: Candidate,
  { graph, x }: LearnedRows,
  isBagged: boolean,
  { y, folds, seed, team }: Learning,
): FittedPart {
  const estimator = getEstimator(candidate.estimator);
  const params = resolveParams(estimator.name, estimator.params, candidate.params);
  const fitOn = (rows: Features, truth: Target, nth: number): unknown =>
    fitRows(estimator, rows, truth, params, { random: seededRandom(seed + nth), team });
  const states = isBagged
    ? folds.map(({ train: rows }, nth) =>
        fitOn(takeFeatureRows(x, rows), takeTargetRows(y, rows), nth),
      )
    : [fitOn(x, y, 0)];
  return { graph, member: { estimator: { name: estimator.name, params }, states } };
}
