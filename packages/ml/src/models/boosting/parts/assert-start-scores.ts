import { AppError } from '@kaizenml/contracts';
import type { Matrix } from '../../../math/index.ts';
import type { FitContext } from '../../estimator.ts';

/**
 * Refuses start scores of other rows, of the training rows alone, beside a model to go on from, and such that are no numbers.
 *
 * @throws SHAPE_MISMATCH, ARGUMENT_INVALID
 */
export function assertStartScores(
  x: Pick<Matrix, 'nRows'>,
  nOutputs: number,
  {
    startScores,
    previous,
    validation,
  }: Pick<FitContext, 'startScores' | 'previous' | 'validation'>,
): void {
  if (previous !== undefined && startScores !== undefined)
    throw invalid('begin at the answers of one model, got start scores and a model to go on from', {
      hint: 'Leave one of them out: a model to go on from brings its own answers.',
    });
  if (validation && (startScores === undefined) !== (validation.startScores === undefined))
    throw invalid(
      `have start scores for both parts or for neither, got them for the ${startScores ? 'training' : 'validation'} rows alone`,
      { hint: 'Give the answers of the same model to both.' },
    );
  if (startScores) assertScores('training', startScores, x.nRows * nOutputs);
  if (validation?.startScores)
    assertScores('validation', validation.startScores, validation.x.nRows * nOutputs);
}

function assertScores(part: string, scores: Float64Array, expected: number): void {
  if (scores.length !== expected)
    throw new AppError('SHAPE_MISMATCH', {
      message: `The ${part} rows must have ${expected} start scores, got ${scores.length}.`,
      hint: 'Give one raw answer per row, or one per row and class, row by row.',
      details: { part, expected, received: scores.length },
    });
  const at = scores.findIndex((score) => !Number.isFinite(score));
  if (at >= 0)
    throw invalid(
      `have finite start scores, got ${scores[at]} at place ${at} of the ${part} rows`,
      {
        hint: 'Keep probabilities away from 0 and 1 before their logarithms are taken.',
      },
    );
}

function invalid(expectation: string, { hint }: { readonly hint: string }): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message: `A fit must ${expectation}.`,
    hint,
    details: { part: 'startScores' },
  });
}
