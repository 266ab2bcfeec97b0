import { AppError } from '@kaizenml/contracts';
import type { Matrix } from '../../../math/index.ts';
import type { Constraints } from '../../estimator.ts';

/**
 * Refuses constraints that name other columns than there are, and directions of categories, which have none.
 *
 * @throws SHAPE_MISMATCH, ARGUMENT_INVALID
 */
export function assertConstraints(
  { nColumns, levels }: Pick<Matrix, 'nColumns' | 'levels'>,
  constraints: Constraints | undefined,
): void {
  const { monotone, interactions } = constraints ?? {};
  if (monotone && monotone.length !== nColumns) {
    throw new AppError('SHAPE_MISMATCH', {
      message: `Monotone constraints must have one entry per column, got ${monotone.length} for ${nColumns} columns.`,
      hint: 'Give 1 for rising, -1 for falling, 0 for no constraint.',
      details: { expected: nColumns, received: monotone.length },
    });
  }
  const odd = monotone?.findIndex((direction) => ![-1, 0, 1].includes(direction)) ?? -1;
  if (monotone && odd >= 0) {
    throw new AppError('ARGUMENT_INVALID', {
      message: `A monotone constraint must be 1, -1 or 0, got ${monotone[odd]} for column ${odd + 1}.`,
      hint: 'Give 1 for rising, -1 for falling, 0 for no constraint.',
      details: { column: odd + 1, received: String(monotone[odd]) },
    });
  }
  const category = monotone?.findIndex((direction, j) => direction !== 0 && levels?.[j]) ?? -1;
  if (category >= 0) {
    throw new AppError('ARGUMENT_INVALID', {
      message: `A monotone constraint must be of a column of numbers, got one for the category in column ${category + 1}.`,
      hint: 'Give 0 for categories: their levels have no order.',
      details: { column: category + 1 },
    });
  }
  const unknown = interactions
    ?.flat()
    .find((column) => !(Number.isInteger(column) && column >= 0 && column < nColumns));
  if (unknown === undefined) return;
  throw new AppError('ARGUMENT_INVALID', {
    message: `Interaction constraints must name columns 0 to ${nColumns - 1}, got ${unknown}.`,
    hint: 'Count the columns of the matrix from 0.',
    details: { nColumns, received: String(unknown) },
  });
}
