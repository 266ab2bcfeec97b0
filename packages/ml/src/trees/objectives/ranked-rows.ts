import { AppError, invariant } from '@kaizenml/contracts';
import { groupOffsets } from '../../metrics/ranked/index.ts';
import type { AnyObjective, ObjectiveInput } from './objective.ts';
import { assertLength, readNumbers } from './read-target.ts';

/** Graded rows in groups. Rows of weight 0 belong to their group and are not ranked. */
export interface RankedRows {
  /** Grade of relevance per row. Length n. */
  readonly grades: Float64Array;
  readonly weights: Float64Array | undefined;
  /** All rows of group q: offsets[q] to offsets[q + 1] - 1. */
  readonly offsets: Int32Array;
  /** The rows that are ranked, group by group. */
  readonly rows: Int32Array;
  /** Those of group q: rows[rowOffsets[q]] to rows[rowOffsets[q + 1] - 1]. */
  readonly rowOffsets: Int32Array;
  /** Mean weight of the ranked rows of each group; 0 without one. */
  readonly groupWeights: Float64Array;
}

/** @throws ARGUMENT_INVALID without groups, or for groups not side by side; TARGET_UNUSABLE, SHAPE_MISMATCH */
export function readRankedRows(
  objective: Pick<AnyObjective, 'name' | 'target'>,
  input: ObjectiveInput,
): RankedRows {
  const { values: grades, weights } = readNumbers(objective, input);
  if (input.groups === undefined) {
    throw new AppError('ARGUMENT_INVALID', {
      message: `${objective.name} must get the groups to rank in, got none.`,
      hint: 'Name the column of the group, such as the query that a row is a hit of.',
      details: { objective: objective.name },
    });
  }
  assertLength(objective, 'groups', grades.length, input.groups);
  const offsets = groupOffsets(input.groups);
  const rows = Int32Array.from(grades, (_, i) => i).filter((i) => weights?.[i] !== 0);
  const rowOffsets = new Int32Array(offsets.length);
  const groupWeights = new Float64Array(offsets.length - 1);
  for (let q = 0, k = 0; q < groupWeights.length; q++) {
    for (; k < rows.length && rows[k] < offsets[q + 1]; k++)
      groupWeights[q] += weights === undefined ? 1 : weights[rows[k]];
    rowOffsets[q + 1] = k;
    groupWeights[q] /= Math.max(1, k - rowOffsets[q]);
  }
  return { grades, weights, offsets, rows, rowOffsets, groupWeights };
}

/** The group that begins at a row, or the number of groups for the row after the last. */
export function groupAt(offsets: Int32Array, row: number): number {
  let low = 0;
  let high = offsets.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (offsets[middle] < row) low = middle + 1;
    else high = middle;
  }
  invariant(offsets[low] === row, `row ${row} begins a group`);
  return low;
}
