import type { ParamValues } from '@kaizenml/contracts';
import { type Matrix, seededRandom } from '../../../math/index.ts';
import { type BinTable, binTable, slotStart } from '../../../trees/binning/bin-table.ts';
import { ownTracks, type Tracks } from '../../../trees/binning/place-columns.ts';
import { type BoostingResult, boost } from '../../../trees/boosting/boost.ts';
import type { BoostingOptions } from '../../../trees/boosting/boosting-options.ts';
import { scoreBoard } from '../../../trees/boosting/score-board.ts';
import type { ValidationWatch } from '../../../trees/boosting/validation-watch.ts';
import { scorerOf, type TreeEnsemble } from '../../../trees/ensemble/index.ts';
import type { Objective } from '../../../trees/objectives/objective.ts';
import type { Team } from '../../../trees/threads/team.ts';
import type { Constraints, FitContext } from '../../estimator.ts';
import { answersOf } from './answers-of.ts';
import { assertRoom } from './assert-room.ts';
import type { BOOSTING_PARAMS } from './boosting-params.ts';
import { atTrainingDesk } from './training-desk.ts';
import { transposed } from './transposed.ts';

export type BoostingParams = ParamValues<typeof BOOSTING_PARAMS>;

/** Rows with their loss. */
export interface LossPart {
  readonly x: Matrix;
  readonly objective: Objective;
  /** Weight per row, known to the objective as well. Absent: 1 each. */
  readonly weights?: Float64Array;
  /** See `FitContext.startScores`. */
  readonly startScores?: Float64Array;
}

/** What a fit works on. */
export interface BoostingJob {
  readonly train: LossPart;
  readonly validation?: LossPart & { readonly judge?: (answers: Float64Array) => number };
  readonly previous?: TreeEnsemble;
}

/** Bins the rows, boosts, and puts the new trees behind those of a previous fit. */
export function fitBoosting(
  { train, validation, previous }: BoostingJob,
  values: BoostingParams,
  { random, constraints, team: given }: Pick<FitContext, 'random' | 'constraints' | 'team'>,
): BoostingResult {
  const room = (team: Team, tracks: Tracks) =>
    assertRoom(team.heap, {
      nRows: train.x.nRows,
      nTracks: tracks.nTracks,
      nDrawnTracks: values.columnsPerTree < 1 ? tracks.nTracks : 0,
      nColumns: tracks.columns.length,
      nSlots: slotStart(tracks, tracks.nTracks),
      nOutputs: train.objective.nOutputs,
      nValidationRows: validation?.x.nRows ?? 0,
      // Symmetric trees round up to a power of two.
      nHistograms: (values.growth === 'symmetric' ? 2 : 1) * values.maxLeaves + 1,
      nMembers: team.nMembers,
    });
  const desk = { maxBins: values.maxBins, team: given, assertRoom: room };
  return atTrainingDesk(train.x, desk, ({ team, table }) =>
    boost(
      team,
      {
        table,
        objective: train.objective,
        ...(train.weights && { weights: train.weights }),
        random: seededRandom(random.below(2 ** 32)),
        ...(previous && { previous }),
        ...startOf(train, previous),
        ...(validation && {
          watch: (initial: Float64Array) => watchOver(team, table, validation, initial, previous),
        }),
      },
      optionsOf(values, constraints),
    ),
  );
}

/** What the trees of a part are added to, output after output; nothing where that is a constant. */
function startOf(
  { x, objective, startScores }: LossPart,
  previous: TreeEnsemble | undefined,
): { readonly startScores?: Float64Array } {
  if (previous) return { startScores: rawScores(previous, x) };
  return startScores ? { startScores: transposed(startScores, x.nRows, objective.nOutputs) } : {};
}

/** Raw answers of an ensemble, output after output. */
function rawScores(ensemble: TreeEnsemble, x: Matrix): Float64Array {
  return transposed(scorerOf(ensemble).raw(x), x.nRows, ensemble.nOutputs);
}

function watchOver(
  team: Team,
  table: BinTable,
  validation: NonNullable<BoostingJob['validation']>,
  initial: Float64Array,
  previous: TreeEnsemble | undefined,
): ValidationWatch {
  const { x, objective, judge } = validation;
  const { heap } = team;
  const rows = binTable(team, x, { like: ownTracks(table) });
  const at = heap.take(8 * (initial.length * x.nRows + 1));
  const board = scoreBoard(team, rows, at, initial);
  const { startScores } = startOf(validation, previous);
  if (startScores) board.scores().set(startScores);
  const k = objective.nOutputs;
  return {
    board,
    judge: judge
      ? (scores) => judge(answersOf(transposed(scores, k, x.nRows), objective.link, k))
      : (scores) => -objective.loss(scores),
  };
}

function optionsOf(values: BoostingParams, constraints: Constraints | undefined): BoostingOptions {
  const { growth, categorySmoothing, categoryL2, categoryMinRows, ...own } = values;
  return {
    ...own,
    order: growth,
    categories: {
      smoothing: categorySmoothing,
      l2: categoryL2,
      maxLevels: 32,
      minLevelRows: categoryMinRows,
      maxOneLevel: 4,
    },
    ...constraints,
  };
}
