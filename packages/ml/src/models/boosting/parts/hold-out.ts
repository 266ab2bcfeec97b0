import { AppError } from '@kaizenml/contracts';
import type { Matrix } from '../../../math/index.ts';
import { type Random, shuffledIndices, takeMatrixRows } from '../../../math/index.ts';
import type { Target } from '../../estimator.ts';

/** Rows of a fit: features, target and, where given, weights and groups. */
export interface FitRows {
  readonly x: Matrix;
  readonly y: Target;
  readonly weights?: Float64Array;
  readonly groups?: Int32Array;
  /** See `FitContext.startScores`. */
  readonly startScores?: Float64Array;
}

/**
 * Holds a share of the rows out, at least one; whole groups where rows are grouped.
 *
 * @returns The rows to learn from and those held out, each in their order.
 * @throws SHAPE_MISMATCH, ARGUMENT_INVALID where all rows are of one group.
 */
export function holdOut(rows: FitRows, share: number, random: Random): [FitRows, FitRows] {
  const n = rows.x.nRows;
  assertGroups(rows);
  const { unitOf, nUnits } = rows.groups
    ? numberGroups(rows.groups)
    : { unitOf: (i: number) => i, nUnits: n };
  if (nUnits < 2) {
    throw new AppError('ARGUMENT_INVALID', {
      message: `Patience must get rows of at least 2 groups to hold some out, got ${nUnits}.`,
      hint: 'Give validation rows, or set patience to 0.',
      details: { nGroups: nUnits },
    });
  }
  const nHeld = Math.min(nUnits - 1, Math.max(1, Math.round(share * nUnits)));
  const isHeld = new Uint8Array(nUnits);
  for (const unit of shuffledIndices(nUnits, random).subarray(0, nHeld)) isHeld[unit] = 1;
  const all = Int32Array.from({ length: n }, (_, i) => i);
  return [
    takeFitRows(
      rows,
      all.filter((i) => isHeld[unitOf(i)] === 0),
    ),
    takeFitRows(
      rows,
      all.filter((i) => isHeld[unitOf(i)] === 1),
    ),
  ];
}

function assertGroups({ x, groups }: FitRows): void {
  if (groups === undefined || groups.length === x.nRows) return;
  throw new AppError('SHAPE_MISMATCH', {
    message: `There must be one group per row, got ${x.nRows} rows and ${groups.length} groups.`,
    hint: 'Drop the groups of dropped rows as well.',
    details: { expected: x.nRows, received: groups.length },
  });
}

function numberGroups(groups: Int32Array) {
  const numbers = new Map<number, number>();
  for (const group of groups) if (!numbers.has(group)) numbers.set(group, numbers.size);
  return { unitOf: (i: number) => numbers.get(groups[i]) as number, nUnits: numbers.size };
}

function takeFitRows(all: FitRows, rows: Int32Array): FitRows {
  const { x, y, weights, groups, startScores } = all;
  return {
    x: takeMatrixRows(x, rows),
    y:
      y.kind === 'regression'
        ? { ...y, values: Float64Array.from(rows, (i) => y.values[i]) }
        : { ...y, codes: rows.map((i) => y.codes[i]) },
    ...(weights && { weights: Float64Array.from(rows, (i) => weights[i]) }),
    ...(groups && { groups: rows.map((i) => groups[i]) }),
    ...(startScores && { startScores: takeScores(startScores, x.nRows, rows) }),
  };
}

function takeScores(scores: Float64Array, nRows: number, rows: Int32Array): Float64Array {
  const width = scores.length / nRows;
  const taken = new Float64Array(rows.length * width);
  rows.forEach((row, i) => {
    taken.set(scores.subarray(row * width, (row + 1) * width), i * width);
  });
  return taken;
}
