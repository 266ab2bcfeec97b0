import { type Heap, threadHeap } from '../../../kernels/index.ts';
import {
  type ForestDesk,
  type ForestJob,
  forestDesk,
  readForestResult,
} from '../../../kernels/trees/forest/forest-job.ts';
import { type Matrix, type Random, takeMatrixRows } from '../../../math/index.ts';
import { outputsOf } from '../../../trees/ensemble/index.ts';
import { soloTeam, type Team } from '../../../trees/threads/team.ts';
import type { Target } from '../../estimator.ts';
import { binColumns, type PlacedBins } from './bin-columns.ts';
import { makeLeafTable } from './leaf-table.ts';
import { makeNodeList } from './node-list.ts';
import { outOfBag } from './out-of-bag.ts';
import { foldSeed, treeSeeds } from './row-draw.ts';
import type { Trees } from './trees.ts';

/** How trees grow. */
export interface PlantOptions {
  readonly nTrees: number;
  /** Levels of inner nodes at most. */
  readonly maxDepth: number;
  /** Weight of the training rows in a leaf at least; a row drawn twice counts twice. */
  readonly minLeaf: number;
  /** Share of the columns tried per node, 0 to 1; at least one column is tried. */
  readonly maxFeatures: number;
  /** Whether each tree sees n rows drawn with replacement instead of all. */
  readonly bootstrap: boolean;
  /** Whether the cut of a column is drawn instead of searched. */
  readonly drawsCuts: boolean;
  /** Whether the state tells how well trees answer the rows that they did not draw; for a bootstrap. Default false. */
  readonly outOfBag?: boolean;
  readonly random: Random;
  /** How much each row counts; rows of weight 0 are left out. Default: 1 each. */
  readonly weights?: Float64Array;
  /** Threads that grow a tree each. Default: the calling one alone. */
  readonly team?: Team;
}

/**
 * Grows trees on bins that they share.
 *
 * Each tree has its own generator, seeded from `random` in order: the first trees of a larger
 * forest are those of a smaller one, on any number of threads.
 *
 * @shape x: n x p, y: n
 * @throws MEMORY_EXHAUSTED
 * @cost O(n p) once, then O(n * columns tried * depth) per tree; n p bytes, and per thread about 40 n
 * and 12 + 8 nClasses per leaf.
 */
export function plantTrees(x: Matrix, y: Target, options: PlantOptions): Trees {
  const { weights } = options;
  if (weights?.includes(0)) {
    const rows = Int32Array.from(weights.keys()).filter((i) => weights[i] > 0);
    const own = Float64Array.from(rows, (i) => weights[i]);
    return plantTrees(takeMatrixRows(x, rows), takeTarget(y, rows), { ...options, weights: own });
  }
  const seeds = treeSeeds(options.nTrees, options.random);
  const trees = growTrees(x, y, seeds, options);
  return options.outOfBag
    ? {
        ...trees,
        outOfBag: outOfBag(trees, x, { y, treeSeeds: seeds, ...(weights && { weights }) }),
      }
    : trees;
}

function takeTarget(y: Target, rows: Int32Array): Target {
  return y.kind === 'regression'
    ? { ...y, values: Float64Array.from(rows, (i) => y.values[i]) }
    : { ...y, codes: Int32Array.from(rows, (i) => y.codes[i]) };
}

function growTrees(x: Matrix, y: Target, seeds: Float64Array, options: PlantOptions): Trees {
  const team = options.team ?? soloTeam(threadHeap());
  const { heap } = team;
  const nClasses = y.kind === 'regression' ? 0 : y.nClasses;
  const nOutputs = outputsOf({ nClasses });
  const nodes = makeNodeList();
  const leaves = makeLeafTable(nOutputs);
  const roots = new Int32Array(seeds.length);
  const mark = heap.mark();
  try {
    const binned = binColumns(team, x);
    const job = placeJob(heap, binned, y, options);
    const maxLeaves = Math.max(1, Math.floor(options.weights ? x.nRows : x.nRows / job.minLeaf));
    const desks = Array.from({ length: Math.min(team.nMembers, seeds.length) }, () =>
      forestDesk(heap, job, { maxLeaves }),
    );
    for (let first = 0; first < seeds.length; first += desks.length) {
      const own = [...seeds.subarray(first, first + desks.length)];
      team.run(own.map((seed, k) => [['growForestTree', desks[k].at, foldSeed(seed)]]));
      own.forEach((_, k) => {
        roots[first + k] = addTree(heap, desks[k], nOutputs, { nodes, leaves });
      });
    }
    return {
      nColumns: x.nColumns,
      nClasses,
      cutValues: binned.cuts.values,
      cutOffsets: binned.cuts.offsets,
      roots,
      nodes: nodes.finish(),
      leaves: leaves.values(),
    };
  } finally {
    heap.release(mark);
  }
}

/** Lays out what all trees read. */
function placeJob(
  heap: Heap,
  { nRows, nColumns, bins, cuts }: PlacedBins,
  y: Target,
  { weights, bootstrap, drawsCuts, maxFeatures, maxDepth, minLeaf }: PlantOptions,
): ForestJob {
  const doubles = (values: ArrayLike<number>): number => {
    const at = heap.take(8 * values.length);
    heap.doubles(at, values.length).set(values);
    return at;
  };
  const cutOffsets = heap.take(cuts.offsets.byteLength);
  heap.ints(cutOffsets, cuts.offsets.length).set(cuts.offsets);
  let origin = 0;
  if (y.kind === 'regression')
    for (let i = 0; i < nRows; i++) origin += y.values[i] / y.values.length;
  return {
    nRows,
    nColumns,
    bins,
    cuts: doubles(cuts.values),
    cutOffsets,
    targets: doubles(y.kind === 'regression' ? y.values.map((value) => value - origin) : y.codes),
    weights: weights ? doubles(weights) : 0,
    nClasses: y.kind === 'regression' || y.nClasses === 2 ? 0 : y.nClasses,
    isBootstrap: bootstrap,
    drawsCuts,
    nCandidates: Math.max(1, Math.round(maxFeatures * nColumns)),
    maxDepth,
    minLeaf,
    origin,
  };
}

/** Adds a grown tree to those before it; returns its root among them. */
function addTree(
  heap: Heap,
  desk: ForestDesk,
  nOutputs: number,
  {
    nodes,
    leaves,
  }: {
    readonly nodes: ReturnType<typeof makeNodeList>;
    readonly leaves: ReturnType<typeof makeLeafTable>;
  },
): number {
  const { nNodes, nLeaves, root } = readForestResult(heap.memory.buffer, desk.at);
  const answers = heap.doubles(desk.leaves, nLeaves * nOutputs);
  const leafNumbers = Int32Array.from({ length: nLeaves }, (_, leaf) => {
    leaves.answer.set(answers.subarray(leaf * nOutputs, (leaf + 1) * nOutputs));
    return leaves.add();
  });
  const first = nodes.append(heap.ints(desk.nodes, 3 * nNodes), leafNumbers);
  return root < 0 ? ~leafNumbers[~root] : first + root;
}
