import type { Heap } from '../../kernels/index.ts';
import type { Random } from '../../math/index.ts';
import type { BinTable } from '../binning/bin-table.ts';
import type { TreeEnsemble } from '../ensemble/index.ts';
import { treeGrower } from '../growth/grow-tree.ts';
import type { TreeGrower } from '../growth/growth-parts.ts';
import type { Objective } from '../objectives/objective.ts';
import type { Team } from '../threads/team.ts';
import type { BoostingOptions } from './boosting-options.ts';
import { chanceGain } from './chance-gain.ts';
import { concatEnsembles } from './concat-ensembles.ts';
import { drawDropped, putBack, rememberLeaves, takeAway } from './dropped-rounds.ts';
import { gradientFiller, packGradients } from './gradients.ts';
import { fillLeaves } from './leaf-values.ts';
import type { Round } from './round.ts';
import { rowLister } from './row-lister.ts';
import { type ScoreBoard, scoreBoard } from './score-board.ts';
import { type GrownTree, toEnsemble } from './to-ensemble.ts';
import { betterOf, type ValidationWatch } from './validation-watch.ts';

/** What an ensemble is boosted from. */
export interface BoostingInput {
  /** The training rows. */
  readonly table: BinTable;
  readonly objective: Objective;
  /** Weight per row, which the objective has taken into its gradients. Absent: 1 each. */
  readonly weights?: Float64Array;
  readonly random: Random;
  /** An ensemble that is continued, in the place of the objective's constant. */
  readonly previous?: TreeEnsemble;
  /** Raw answers to the training rows that trees are added to: those of `previous`, else of a model whose place base scores of 0 take. @shape K * n */
  readonly startScores?: Float64Array;
  /** Makes the watch over validation rows. */
  readonly watch?: (initial: Float64Array) => ValidationWatch;
}

/** Boosted trees, and what became of them on the validation rows. */
export interface BoostingResult {
  readonly ensemble: TreeEnsemble;
  /** Score of the validation rows after each round; empty without such rows. */
  readonly history: readonly number[];
}

/**
 * Gradient boosting with second-order steps over binned rows.
 *
 * @source Friedman (2001), "Greedy function approximation: a gradient boosting machine", Annals of Statistics
 * 29, 1189-1232; Chen & Guestrin (2016), "XGBoost: A Scalable Tree Boosting System"; Ke et al. (2017), "LightGBM".
 */
export function boost(team: Team, input: BoostingInput, options: BoostingOptions): BoostingResult {
  const { table, random } = input;
  const desk = layOut(team, input, options);
  const initial = input.previous?.baseScores ?? baseScoresOf(input);
  const board = scoreBoard(team, table, desk.scores, initial);
  if (input.startScores) board.scores().set(input.startScores);
  const watch = input.watch?.(initial);
  const rounds: Round[] = [];
  const history: number[] = [];
  let restore: (() => void) | undefined;
  let best = { nRounds: 0, score: watch ? watch.judge(watch.board.scores()) : 0 };
  while (rounds.length < options.nRounds) {
    const dropped = drawDropped(rounds, options.dropShare, random);
    const boards = watch ? [board, watch.board] : [board];
    takeAway(dropped, boards);
    const round = growRound(team, desk, board, input, options, dropped.length);
    // Where nothing is left to chance, all later trees would be as flat.
    if (saysNothing(round, input) && dropped.length === 0 && !leavesToChance(options)) break;
    if (watch) for (const { tree, output } of round.trees) watch.board.add(tree, output);
    putBack(dropped, boards);
    rounds.push(round);
    if (!watch) continue;
    history.push(watch.judge(watch.board.scores()));
    best = betterOf(best, rounds.length, history[history.length - 1]);
    if (best.nRounds === rounds.length && options.dropShare > 0) restore = rememberLeaves(rounds);
    if (options.patience > 0 && rounds.length - best.nRounds >= options.patience) break;
  }
  const kept = watch && options.patience > 0 ? rounds.slice(0, best.nRounds) : rounds;
  if (kept.length < rounds.length) restore?.();
  const trees = kept.flatMap((round) => round.trees);
  const ensemble = toEnsemble(table, trees, initial);
  return {
    ensemble: input.previous ? concatEnsembles(input.previous, ensemble) : ensemble,
    history,
  };
}

function baseScoresOf({ objective, startScores }: BoostingInput): Float64Array {
  return startScores ? new Float64Array(objective.nOutputs) : objective.initialScores();
}

/** No tree asks anything. Behind start scores such a tree still says something: the constant that they are off by. */
function saysNothing({ trees }: Round, { startScores, previous }: BoostingInput): boolean {
  const movesAll = startScores !== undefined && previous === undefined;
  return trees.every(
    ({ tree: { splits, leaves } }) =>
      splits.length === 0 && !(movesAll && leaves.some(({ value }) => value !== 0)),
  );
}

function leavesToChance(options: BoostingOptions): boolean {
  const { rowShare, columnsPerTree, columnsPerNode, drawsCuts } = options;
  return rowShare < 1 || columnsPerTree < 1 || columnsPerNode < 1 || drawsCuts;
}

/** Addresses of everything that a fit works on besides its table. */
interface Desk {
  readonly scores: number;
  readonly g: number;
  readonly h: number;
  readonly gradients: number;
  readonly items: number;
  /** As much room again as the list of rows takes. */
  readonly spare: number;
  readonly nRows: number;
  /** Weight per row where levels are priced, 0 where all are 1. */
  readonly weights: number;
  readonly grower: TreeGrower;
  /** Computes gradients and Hessians of all rows at their scores. */
  readonly fillGradients: () => void;
}

function layOut(team: Team, input: BoostingInput, options: BoostingOptions): Desk {
  const { heap } = team;
  const n = input.table.nRows;
  const k = input.objective.nOutputs;
  // Kernels work on up to four rows at a time: the heap gives out room for whole eights.
  const perOutput = 8 * k * n;
  // One item more: kernels that part rows write where the next would stand.
  const place = { items: heap.take(8 * n + 8), capacity: n, gradients: heap.take(8 * n) };
  const sums = {
    scores: heap.take(perOutput),
    g: heap.take(perOutput),
    h: heap.take(perOutput),
    nRows: n,
  };
  return {
    ...place,
    ...sums,
    spare: heap.take(8 * n + 8),
    weights: input.weights && hasManyLevels(input.table, options) ? placed(heap, input.weights) : 0,
    grower: treeGrower(team, input.table, place, options),
    fillGradients: gradientFiller(team, input.objective, sums),
  };
}

function growRound(
  team: Team,
  desk: Desk,
  board: ScoreBoard,
  { table, objective, random }: BoostingInput,
  options: BoostingOptions,
  nDropped: number,
): Round {
  const { heap } = team;
  const n = table.nRows;
  const nAll = objective.nOutputs * n;
  const g = () => heap.doubles(desk.g, nAll);
  const h = () => heap.doubles(desk.h, nAll);
  desk.fillGradients();
  // Asked before rows are drawn by their gradients, and some of these multiplied.
  const chances = Array.from(
    { length: hasManyLevels(table, options) ? objective.nOutputs : 0 },
    (_, k) =>
      chanceGain(team, {
        g: desk.g + 8 * k * n,
        h: desk.h + 8 * k * n,
        weights: desk.weights,
        nRows: n,
      }),
  );
  const list = rowLister(team, desk, options, random, () => ({ g: g(), h: h() }));
  const columns = drawColumns(table, options.columnsPerTree, random);
  const trees: GrownTree[] = [];
  for (let output = 0; output < objective.nOutputs; output++) {
    const nDrawn = list();
    const [gOwn, hOwn] = [desk.g + 8 * output * n, desk.h + 8 * output * n];
    const units = {
      ...packGradients(team, { g: gOwn, h: hOwn, packed: desk.gradients, nRows: n }),
      ...(chances.length > 0 && { chanceGain: chances[output] }),
    };
    const tree = desk.grower.grow({ nRows: nDrawn, units, columns, random });
    const { renewLeaf } = objective;
    fillLeaves(tree, {
      units,
      l1: options.l1,
      l2: options.l2,
      shrinkage: options.learningRate / (1 + nDropped),
      ...(renewLeaf && {
        renew: (start: number, end: number) => {
          const rows = rowsOfItems(heap.ints(desk.items + 8 * start, 2 * (end - start)));
          return renewLeaf(rows, 0, rows.length, board.scores());
        },
      }),
    });
    board.addGrown(tree, output, desk.items);
    trees.push({ tree, output, units });
  }
  return { trees };
}

function placed(heap: Heap, values: Float64Array): number {
  const at = heap.take(8 * values.length);
  heap.doubles(at, values.length).set(values);
  return at;
}

/** Some category is split into sets of levels, which pay for what they gain by chance. */
function hasManyLevels({ columns }: BinTable, { order, categories }: BoostingOptions): boolean {
  return (
    order !== 'symmetric' &&
    columns.some(({ bins }) => bins.kind === 'category' && bins.nBins > categories.maxOneLevel)
  );
}

/** Columns of the matrix are drawn: a category of many levels with all of its columns of the table. */
function drawColumns({ columns }: BinTable, share: number, random: Random): Uint8Array {
  const origins = [...new Set(columns.map(({ origin }) => origin))];
  const p = origins.length;
  const wanted = Math.min(p, Math.max(1, Math.round(share * p)));
  const drawn = new Set<number>();
  origins.forEach((origin, k) => {
    if (wanted === p || random.next() * (p - k) < wanted - drawn.size) drawn.add(origin);
  });
  return Uint8Array.from(columns, ({ origin }) => (drawn.has(origin) ? 1 : 0));
}

function rowsOfItems(items: Int32Array): Int32Array {
  return Int32Array.from({ length: items.length / 2 }, (_, i) => items[2 * i]);
}
