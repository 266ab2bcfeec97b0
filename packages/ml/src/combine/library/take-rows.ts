import type { Outcome } from '../../metrics/index.ts';
import { takeTargetRows } from '../../search/target.ts';
import type { Library } from './library.ts';

/** The library of the rows at the given positions, in that order. @cost O(members * rows * nClasses) */
export function takeLibraryRows(library: Library, rows: Int32Array): Library {
  const width = library.truth.kind === 'regression' ? 1 : library.truth.nClasses;
  return {
    truth: takeTargetRows(library.truth, rows),
    foldOf: Int32Array.from(rows, (row) => library.foldOf[row]),
    members: library.members.map((member) => ({
      ...member,
      answers: takeAnswers(member.answers, rows, width),
    })),
  };
}

/** The answers to the rows at the given positions; `width` numbers per row. */
export function takeAnswers(answers: Float64Array, rows: Int32Array, width: number): Float64Array {
  const taken = new Float64Array(rows.length * width);
  for (let i = 0; i < rows.length; i++)
    for (let c = 0; c < width; c++) taken[i * width + c] = answers[rows[i] * width + c];
  return taken;
}

/** Writes answers to the rows at the given positions back to their places. */
export function putAnswers(
  all: Float64Array,
  answers: Float64Array,
  { rows, width }: { readonly rows: Int32Array; readonly width: number },
): void {
  for (let i = 0; i < rows.length; i++)
    for (let c = 0; c < width; c++) all[rows[i] * width + c] = answers[i * width + c];
}

/** The rows of an outcome at the given positions, in that order. */
export function takeOutcomeRows<Kind extends Outcome>(outcome: Kind, rows: Int32Array): Kind;
export function takeOutcomeRows(outcome: Outcome, rows: Int32Array): Outcome {
  const weights = outcome.weights && { weights: takeAnswers(outcome.weights, rows, 1) };
  if (outcome.kind === 'classification') {
    const { nClasses, probabilities } = outcome;
    return {
      ...outcome,
      truth: Int32Array.from(rows, (row) => outcome.truth[row]),
      probabilities: takeAnswers(probabilities, rows, nClasses),
      ...weights,
    };
  }
  const { groups, quantiles } = outcome;
  return {
    ...outcome,
    truth: takeAnswers(outcome.truth, rows, 1),
    predicted: takeAnswers(outcome.predicted, rows, 1),
    ...weights,
    ...(groups && { groups: Int32Array.from(rows, (row) => groups[row]) }),
    ...(quantiles && {
      quantiles: {
        ...quantiles,
        values: takeAnswers(quantiles.values, rows, quantiles.levels.length),
      },
    }),
  };
}
