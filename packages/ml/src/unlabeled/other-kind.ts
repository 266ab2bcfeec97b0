import { AppError } from '@kaizenml/contracts';
import type { Column } from '../table/index.ts';

/** Refuses a column of another kind than in the fit. @param learned What was learned of it, for the hint: `the clusters were learned`. */
export function otherKind(
  { name, kind }: Column,
  { expected, learned }: { readonly expected: 'numbers' | 'categories'; readonly learned: string },
): AppError {
  return new AppError('INPUT_SCHEMA_MISMATCH', {
    message: `Column "${name}" must hold ${expected} as in the fit, got a ${kind}.`,
    hint: `Give the columns the kinds they had when ${learned}.`,
    details: { column: name, expected, received: kind },
  });
}
