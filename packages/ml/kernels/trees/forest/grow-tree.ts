// One whole tree of a forest: rows drawn, splits sought, rows parted, leaf by leaf in depth first.
import { enterClasses, fillClasses, scoreClasses } from './classes';
import {
  BEST_CUT,
  COLUMNS,
  COUNT,
  CUT_OFFSETS,
  FIRST,
  HISTOGRAM,
  LEAVES,
  MAX_DEPTH,
  NEAR_ROWS,
  NODES,
  NOW_BINS,
  NOW_STRIDE,
  N_BINS,
  N_CANDIDATES,
  N_CLASSES,
  N_COLUMNS,
  N_LEAVES,
  N_NODES,
  ORDER,
  ORIGIN,
  RANDOM,
  ROOT,
  STACK,
  TOTALS,
  TOTAL_SUM,
  TOTAL_WEIGHT,
} from './job';
import { enterMoments, fillMoments, scoreMoments } from './moments';
import { below, seedRandom } from './random';
import { divide, moveBack, moveNear, takeRows } from './rows';

function scoreColumn(job: usize, column: i32): f64 {
  const bins = <usize>load<u32>(job, NOW_BINS) + <usize>column * <usize>load<u32>(job, NOW_STRIDE);
  if (load<i32>(job, N_CLASSES) !== 0) return scoreClasses(job, column, fillClasses(job, bins));
  const offset = <usize>load<u32>(job, CUT_OFFSETS) + (<usize>column << 2);
  const nBins = load<i32>(offset, 4) - load<i32>(offset) + 1;
  return scoreMoments(job, column, fillMoments(job, bins, nBins));
}

/**
 * Draws columns and keeps the best of their cuts; where rows are alike in all of them, drawing goes on until one tells
 * them apart.
 *
 * @returns The question column * 256 + cut, or -1.
 */
function findSplit(job: usize): i32 {
  const p = load<i32>(job, N_COLUMNS);
  const nCandidates = load<i32>(job, N_CANDIDATES);
  const columns = <usize>load<u32>(job, COLUMNS);
  let best: f64 = -Infinity;
  let question = -1;
  for (let tried = 0; tried < p; tried++) {
    if (tried >= nCandidates && best > -Infinity) break;
    const place = columns + (<usize>(tried + below(job + RANDOM, p - tried)) << 2);
    const column = load<i32>(place);
    store<i32>(place, load<i32>(columns + (<usize>tried << 2)));
    store<i32>(columns + (<usize>tried << 2), column);
    const score = scoreColumn(job, column);
    if (score <= best) continue;
    best = score;
    if (score >= 0) question = (column << 8) + load<i32>(job, BEST_CUT);
  }
  return question;
}

/** Empties histogram and bits; whoever reads them leaves them empty. */
function clearSums(job: usize): void {
  const slotBytes = max(16, <usize>load<i32>(job, N_CLASSES) << 3);
  memory.fill(<usize>load<u32>(job, HISTOGRAM), 0, slotBytes * N_BINS);
  memory.fill(<usize>load<u32>(job, ORDER) + 256, 0, 32);
}

/** Writes the answer of a leaf that holds the rows of the node at hand. @returns ~leaf. */
function addLeaf(job: usize): i32 {
  const leaf = load<i32>(job, N_LEAVES);
  store<i32>(job, leaf + 1, N_LEAVES);
  const leaves = <usize>load<u32>(job, LEAVES);
  const totalWeight = load<f64>(job, TOTAL_WEIGHT);
  const nClasses = load<i32>(job, N_CLASSES);
  if (nClasses === 0) {
    const mean = load<f64>(job, ORIGIN) + load<f64>(job, TOTAL_SUM) / totalWeight;
    store<f64>(leaves + (<usize>leaf << 3), mean);
    return ~leaf;
  }
  const totals = <usize>load<u32>(job, TOTALS);
  const answer = leaves + ((<usize>leaf * <usize>nClasses) << 3);
  for (let c: usize = 0; c < <usize>nClasses << 3; c += 8) {
    store<f64>(answer + c, load<f64>(totals + c) / totalWeight);
  }
  return ~leaf;
}

@inline
function push(at: usize, start: i32, end: i32, depth: i32, parent: i32, side: i32): void {
  store<i32>(at, start);
  store<i32>(at, end, 4);
  store<i32>(at, depth, 8);
  store<i32>(at, parent, 12);
  store<i32>(at, side, 16);
}

/**
 * Grows one tree into `NODES` (question, what follows for yes, what follows for no: a node or ~leaf) and `LEAVES`;
 * their numbers and the root are left in the job.
 *
 * @param seed The tree's seed as `seededRandom` folds it into 32 bits.
 */
export function growForestTree(job: usize, seed: i32): void {
  seedRandom(job + RANDOM, seed);
  const n = takeRows(job);
  const p = load<i32>(job, N_COLUMNS);
  const columns = <usize>load<u32>(job, COLUMNS);
  for (let c = 0; c < p; c++) store<i32>(columns + (<usize>c << 2), c);
  const isMoments = load<i32>(job, N_CLASSES) === 0;
  const maxDepth = load<i32>(job, MAX_DEPTH);
  const nNear = load<i32>(job, NEAR_ROWS);
  const nodes = <usize>load<u32>(job, NODES);
  const stack = <usize>load<u32>(job, STACK);
  store<i32>(job, 0, N_LEAVES);
  clearSums(job);
  let nNodes = 0;
  moveBack(job);
  let isNear = false;
  // Below this place of the stack, nodes are read from the whole table again.
  let nearFloor = stack;
  let top = stack + 20;
  push(stack, 0, n, 0, -1, 0);
  while (top > stack) {
    top -= 20;
    const start = load<i32>(top);
    const end = load<i32>(top, 4);
    const depth = load<i32>(top, 8);
    const parent = load<i32>(top, 12);
    const side = load<i32>(top, 16);
    if (isNear && top < nearFloor) {
      isNear = false;
      moveBack(job);
    }
    if (!isNear && end - start <= nNear) {
      isNear = true;
      nearFloor = top;
      moveNear(job, start, end);
    }
    store<i32>(job, start, FIRST);
    store<i32>(job, end - start, COUNT);
    const mayHelp = isMoments ? enterMoments(job, start, end) : enterClasses(job, start, end);
    const question = mayHelp && depth < maxDepth ? findSplit(job) : -1;
    let here: i32;
    if (question >= 0) {
      here = nNodes++;
      store<i32>(nodes + <usize>here * 12, question);
      const middle = divide(job, question, start, end);
      push(top, middle, end, depth + 1, here, 1);
      push(top + 20, start, middle, depth + 1, here, 0);
      top += 40;
    } else here = addLeaf(job);
    if (parent < 0) store<i32>(job, here, ROOT);
    else store<i32>(nodes + <usize>parent * 12 + 4 + (<usize>side << 2), here);
  }
  store<i32>(job, nNodes, N_NODES);
}
