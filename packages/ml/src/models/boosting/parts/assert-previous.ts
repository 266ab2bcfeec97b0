import { AppError } from '@kaizenml/contracts';
import type { Matrix } from '../../../math/index.ts';
import type { Link, TreeEnsemble } from '../../../trees/ensemble/index.ts';

/** What a fit that goes on must have in common with the one before. */
interface Continued {
  readonly nClasses: number;
  readonly link: Link;
  readonly ensemble: Pick<TreeEnsemble, 'nColumns' | 'nOutputs'>;
}

/**
 * Refuses to go on from trees over other columns or for another task.
 *
 * @throws SHAPE_MISMATCH, ARGUMENT_INVALID
 */
export function assertPrevious(
  { nColumns }: Pick<Matrix, 'nColumns'>,
  wanted: { readonly nClasses: number; readonly link: Link; readonly nOutputs: number },
  previous: Continued | undefined,
): void {
  if (previous === undefined) return;
  if (typeof previous?.ensemble !== 'object' || previous.ensemble === null) {
    throw new AppError('ARGUMENT_INVALID', {
      message: `A fit must go on from a state of boosted-trees, got ${previous === null ? 'null' : 'a value without an ensemble'}.`,
      hint: 'Give the state that an earlier fit returned, or begin without a previous model.',
      details: { part: 'previous' },
    });
  }
  const { ensemble, link, nClasses } = previous;
  if (ensemble.nColumns !== nColumns) {
    throw new AppError('SHAPE_MISMATCH', {
      message: `Rows must have ${ensemble.nColumns} columns as the model to go on from, got ${nColumns}.`,
      hint: 'Prepare the rows with the transform graph that was fitted with that model.',
      details: { expected: ensemble.nColumns, received: nColumns },
    });
  }
  const task = (classes: number, own: Link, nOutputs: number) =>
    `${classes} classes, ${nOutputs} outputs, link ${own}`;
  const expected = task(nClasses, link, ensemble.nOutputs);
  const received = task(wanted.nClasses, wanted.link, wanted.nOutputs);
  if (expected === received) return;
  throw new AppError('ARGUMENT_INVALID', {
    message: `A fit must be for the task of the model to go on from (${expected}), got ${received}.`,
    hint: 'Choose the same target and objective, or begin without a previous model.',
    details: { expected, received },
  });
}
