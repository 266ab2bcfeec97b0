import type { TreeKernels } from '../trees.ts';
import type { LinearMemory } from '../web-assembly.ts';
import { linearViews } from './linear-views.ts';

const COLUMN_INTS = 8;
const LARGEST_U32 = 0xffffffff;

/** Sums over the rows of one side, in units: gradients and Hessians. */
interface Sums {
  readonly g: number;
  readonly h: number;
}

const NOTHING: Sums = { g: 0, h: 0 };

interface Params {
  readonly l1: number;
  readonly l2: number;
  readonly minHessian: number;
  readonly lowest: number;
  readonly highest: number;
  readonly isBounded: boolean;
  readonly categoryL2: number;
  readonly categorySmoothing: number;
  readonly maxLevels: number;
  readonly minLevelHessian: number;
  readonly maxOneLevel: number;
  readonly levelCost: number;
}

/** The best split so far: the record of the kernel. */
interface Best {
  readonly score: number;
  keep(score: number, cut: number, missingLeft: boolean, left: Sums): void;
  setLevels(levels: readonly number[]): void;
}

/** One column as its scan sees it. */
interface Scan {
  /** Packed sums of its bins, two words each. */
  readonly slots: Int32Array;
  readonly nBins: number;
  readonly total: Sums;
  readonly params: Params;
  readonly best: Best;
}

/** What stands left of the first cut of numbers. */
interface Start {
  readonly missingLeft: boolean;
  readonly sums: Sums;
  readonly nCuts: number;
}

/** The search for splits in plain TypeScript; every operation stands in the order of the compiled one. */
export function splitTwin(memory: LinearMemory): Pick<TreeKernels, 'addCutScores' | 'bestSplit'> {
  const { ints, doubles } = linearViews(memory);

  const bestAt = (record: number, column: number): Best => {
    const [scores, words] = [doubles(record), ints(record)];
    return {
      get score() {
        return scores[0];
      },
      keep(score, cut, missingLeft, left) {
        scores[0] = score;
        words[2] = cut;
        words[3] = missingLeft ? 1 : 0;
        words[4] = left.g;
        words[5] = left.h;
        words[6] = column;
      },
      setLevels(levels) {
        words.fill(0, 8, 16);
        for (const level of levels) words[8 + (level >> 5)] |= 1 << (level & 31);
      },
    };
  };

  return {
    addCutScores(columnsAt, from, to, histogram, gTotal, hTotal, paramsAt, _scratch, scoresAt) {
      const columns = ints(columnsAt);
      const total: Sums = { g: gTotal, h: hTotal >>> 0 };
      const params = readParams(doubles(paramsAt));
      for (let column = from; column < to; column++) {
        const [offset, nBins, missingBin, isCategory, absent, , , isAllowed] = columns.subarray(
          COLUMN_INTS * column,
          COLUMN_INTS * (column + 1),
        );
        if (isAllowed === 0) continue;
        const stored = ints(histogram + (offset >>> 0));
        const nSlots = Math.max(nBins, missingBin + 1);
        const slots = absent >= 0 ? withAbsent(stored, nSlots, absent, total) : stored;
        const scores = doubles(scoresAt + 4096 * column);
        if (isCategory !== 0) {
          for (let level = 0; level < nBins; level++)
            scores[level] += partedScore(sumsAt(slots, level), total, params);
          continue;
        }
        for (const missingLeft of missingBin >= 0 ? [0, 1] : [0]) {
          let left = missingLeft ? sumsAt(slots, missingBin) : NOTHING;
          for (let bin = 0; bin < nBins; bin++) {
            left = plus(left, sumsAt(slots, bin));
            scores[256 * missingLeft + bin] += partedScore(left, total, params);
          }
        }
      }
    },
    bestSplit(columnsAt, from, to, histogram, gTotal, hTotal, paramsAt, _scratch, record) {
      const columns = ints(columnsAt);
      const total: Sums = { g: gTotal, h: hTotal >>> 0 };
      const params = readParams(doubles(paramsAt));
      for (let column = from; column < to; column++) {
        const [offset, nBins, missingBin, isCategory, absent, direction, onlyCut, isAllowed] =
          columns.subarray(COLUMN_INTS * column, COLUMN_INTS * (column + 1));
        if (isAllowed === 0) continue;
        const stored = ints(histogram + (offset >>> 0));
        const nSlots = Math.max(nBins, missingBin + 1);
        const slots = absent >= 0 ? withAbsent(stored, nSlots, absent, total) : stored;
        const scan: Scan = { slots, nBins, total, params, best: bestAt(record, column) };
        if (isCategory !== 0) {
          if (nBins <= params.maxOneLevel) scanOneLevel(scan);
          else scanLevels(scan);
          continue;
        }
        const isPlain = !params.isBounded && direction === 0 && onlyCut < 0;
        const missing = missingBin >= 0 ? sumsAt(slots, missingBin) : NOTHING;
        for (const missingLeft of isEmpty(missing) ? [false] : [false, true]) {
          const from: Start = {
            missingLeft,
            sums: missingLeft ? missing : NOTHING,
            // Behind the last bin, only missing values lie on the right.
            nCuts: missingLeft || isEmpty(missing) ? nBins - 1 : nBins,
          };
          if (isPlain) scanNumbers(scan, from);
          else scanBounded(scan, from, direction, onlyCut);
        }
      }
    },
  };
}

/** What a leaf's rows save when a question parts them; as much as unparted where a side has too few. */
function partedScore(left: Sums, total: Sums, params: Params): number {
  const { minHessian } = params;
  const right = minus(total, left);
  const isParted = left.h >= minHessian && right.h >= minHessian;
  return isParted ? savedBy(left, params) + savedBy(right, params) : savedBy(total, params);
}

/** What the best constant saves: G^2 / (H + l2), G brought nearer to 0 by l1. */
function savedBy({ g, h }: Sums, { l1, l2 }: Params): number {
  const soft = Math.abs(g) - l1;
  return soft > 0 ? (soft * soft) / (h + l2) : 0;
}

function readParams(values: Float64Array): Params {
  return {
    l1: values[0],
    l2: values[1],
    minHessian: toWhole(values[2], 0, LARGEST_U32),
    lowest: values[3],
    highest: values[4],
    isBounded: values[5] !== 0,
    categoryL2: values[6],
    categorySmoothing: values[7],
    maxLevels: toWhole(values[8], -(2 ** 31), 2 ** 31 - 1),
    minLevelHessian: toWhole(values[9], 0, LARGEST_U32),
    maxOneLevel: toWhole(values[10], -(2 ** 31), 2 ** 31 - 1),
    levelCost: values[11],
  };
}

function toWhole(x: number, lowest: number, highest: number): number {
  return Math.min(highest, Math.max(lowest, Math.trunc(x)));
}

function sumsAt(slots: Int32Array, bin: number): Sums {
  return { g: slots[2 * bin + 1], h: slots[2 * bin] >>> 0 };
}

function isEmpty({ g, h }: Sums): boolean {
  return g === 0 && h === 0;
}

function plus(a: Sums, b: Sums): Sums {
  return { g: a.g + b.g, h: a.h + b.h };
}

function minus(a: Sums, b: Sums): Sums {
  return { g: a.g - b.g, h: a.h - b.h };
}

/** Slots of a bundled column with the bin that is not stored put in: what the others leave of the total. */
function withAbsent(stored: Int32Array, nSlots: number, absent: number, total: Sums): Int32Array {
  const slots = new Int32Array(2 * nSlots);
  slots.set(stored.subarray(0, 2 * absent));
  slots.set(stored.subarray(2 * absent, 2 * (nSlots - 1)), 2 * (absent + 1));
  let rest = total;
  for (let bin = 0; bin < nSlots; bin++) if (bin !== absent) rest = minus(rest, sumsAt(slots, bin));
  slots[2 * absent] = rest.h;
  slots[2 * absent + 1] = rest.g;
  return slots;
}

/** Cuts of a column of numbers, compared in single precision by what a cut saves; the best one is scored exactly. */
function scanNumbers({ slots, total, params, best }: Scan, { missingLeft, sums, nCuts }: Start) {
  const { l2, minHessian } = params;
  const round = Math.fround;
  const penalty = round(l2);
  let left = sums;
  let most = -1;
  let bestCut = -1;
  let bestLeft = NOTHING;
  for (let bin = 0; bin < nCuts; bin++) {
    left = plus(left, sumsAt(slots, bin));
    const right = minus(total, left);
    if (left.h < minHessian || right.h < minHessian) continue;
    const dLeft = round(round(left.h) + penalty);
    const dRight = round(round(right.h) + penalty);
    const apart = round(round(round(left.g) * dRight) - round(round(right.g) * dLeft));
    const score = round(round(apart * apart) / round(dLeft * dRight));
    if (score > most) {
      most = score;
      bestCut = bin;
      bestLeft = left;
    }
  }
  if (bestCut < 0) return;
  const score = plainScore(bestLeft, minus(total, bestLeft), l2);
  if (score > best.score) best.keep(score, bestCut, missingLeft, bestLeft);
}

/** As `scanNumbers`, with L1, bounds of outputs, a direction, or a single cut to try. */
function scanBounded(
  { slots, total, params, best }: Scan,
  { missingLeft, sums, nCuts }: Start,
  direction: number,
  onlyCut: number,
) {
  let left = sums;
  const last = onlyCut >= 0 ? Math.min(onlyCut + 1, nCuts) : nCuts;
  for (let bin = 0; bin < last; bin++) {
    const own = sumsAt(slots, bin);
    left = plus(left, own);
    if (onlyCut >= 0 ? bin < onlyCut : isEmpty(own)) continue;
    const right = minus(total, left);
    if (left.h < params.minHessian || right.h < params.minHessian) continue;
    const score = boundedScore(left, right, params, params.l2, direction);
    if (score > best.score) best.keep(score, bin, missingLeft, left);
  }
}

/** Splits off one level of a category. */
function scanOneLevel({ slots, nBins, total, params, best }: Scan) {
  for (let level = 0; level < nBins; level++) {
    const left = sumsAt(slots, level);
    const right = minus(total, left);
    if (left.h < params.minHessian || right.h < params.minHessian || isEmpty(left)) continue;
    const score = boundedScore(left, right, params, params.l2, 0);
    if (!(score > best.score)) continue;
    best.keep(score, -1, false, left);
    best.setLevels([level]);
  }
}

/** Splits a category's levels in the order of their gradients, from either end; each level taken has its cost. */
function scanLevels({ slots, nBins, total, params, best }: Scan) {
  const l2 = params.l2 + params.categoryL2;
  const order = orderLevels(slots, nBins, params);
  const nTaken = Math.min(params.maxLevels, (order.length + 1) >> 1);
  for (const levels of [order, order.toReversed()]) {
    let left = NOTHING;
    for (let taken = 0; taken < nTaken; taken++) {
      left = plus(left, sumsAt(slots, levels[taken]));
      const right = minus(total, left);
      if (left.h < params.minHessian || right.h < params.minHessian) continue;
      const score = boundedScore(left, right, params, l2, 0) - params.levelCost * (taken + 1);
      if (!(score > best.score)) continue;
      best.keep(score, -1, false, left);
      best.setLevels(levels.slice(0, taken + 1));
    }
  }
}

/** Levels by gradient over Hessian, smoothed; equal ones by number. */
function orderLevels(slots: Int32Array, nLevels: number, params: Params): number[] {
  const ratios = new Float64Array(nLevels);
  const order: number[] = [];
  for (let level = 0; level < nLevels; level++) {
    const sums = sumsAt(slots, level);
    if (sums.h < params.minLevelHessian || isEmpty(sums)) continue;
    ratios[level] = sums.g / (sums.h + params.categorySmoothing);
    order.push(level);
  }
  return order.sort((a, b) => ratios[a] - ratios[b]);
}

function plainScore(left: Sums, right: Sums, l2: number): number {
  return (left.g * left.g) / (left.h + l2) + (right.g * right.g) / (right.h + l2);
}

/** Twice the loss that a split saves against an empty leaf; -Infinity when it breaks a monotone constraint. */
function boundedScore(left: Sums, right: Sums, params: Params, l2: number, direction: number) {
  const gLeft = soften(left.g, params.l1);
  const gRight = soften(right.g, params.l1);
  const outLeft = outputOf(gLeft, left.h, l2, params);
  const outRight = outputOf(gRight, right.h, l2, params);
  if (direction * (outRight - outLeft) < 0) return Number.NEGATIVE_INFINITY;
  return gainOf(gLeft, left.h, l2, outLeft) + gainOf(gRight, right.h, l2, outRight);
}

function soften(g: number, l1: number): number {
  return g > l1 ? g - l1 : g < -l1 ? g + l1 : 0;
}

function outputOf(g: number, h: number, l2: number, { lowest, highest }: Params): number {
  const best = -g / (h + l2);
  return best < lowest ? lowest : best > highest ? highest : best;
}

function gainOf(g: number, h: number, l2: number, output: number): number {
  return -(2 * g * output + (h + l2) * output * output);
}
