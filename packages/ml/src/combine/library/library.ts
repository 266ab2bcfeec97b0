import { AppError } from '@kaizenml/contracts';
import type { Outcome } from '../../metrics/index.ts';
import type { Target } from '../../models/estimator.ts';
import { toOutcome } from '../../search/score-fold.ts';

/** What one model answered to rows that it had not learned from. */
export interface Member {
  /** Name of the candidate. */
  readonly id: string;
  /** Its value per row, or the probability of each class per row, row-major. Length n or n * nClasses. */
  readonly answers: Float64Array;
  /** What an answer costs, microseconds per row: of two equal members the cheaper one is taken. */
  readonly microsPerRow: number;
}

/** Models side by side: their out-of-fold answers to the same n rows. */
export interface Library {
  readonly truth: Target;
  /** Fold that held each row out: 0 and up. Length n. */
  readonly foldOf: Int32Array;
  readonly members: readonly Member[];
}

/** Number of rows of a library. */
export function libraryLength({ truth }: Library): number {
  return truth.kind === 'regression' ? truth.values.length : truth.codes.length;
}

/** Truth and answers as metrics take them, with what is said of the rows. */
export function outcomeOf(truth: Target, answers: Float64Array): Outcome {
  return toOutcome(truth, answers);
}

/**
 * Refuses a library that cannot be read row by row.
 *
 * @param reader Name of what reads it, for the sentence.
 * @throws ARGUMENT_INVALID without members, TABLE_EMPTY without rows, SHAPE_MISMATCH when lengths differ, TARGET_UNUSABLE
 * and ARGUMENT_INVALID for a truth and for answers that are not finite.
 * @cost O(members * n * nClasses)
 */
export function assertLibrary(reader: string, library: Library): void {
  const { truth, foldOf, members } = library;
  const n = libraryLength(library);
  if (members.length === 0) {
    throw new AppError('ARGUMENT_INVALID', {
      message: `${reader} must get at least one model, got 0.`,
      hint: 'Give it the candidates whose trials finished.',
      details: { reader, nMembers: 0 },
    });
  }
  assertTruth(reader, truth, n);
  assertLength(reader, 'folds', n, foldOf.length);
  assertDistinct(reader, members);
  const width = truth.kind === 'regression' ? 1 : truth.nClasses;
  for (const { id, answers } of members) {
    assertLength(reader, `answers of ${id}`, n * width, answers.length);
    assertFiniteAnswers(reader, id, answers, width);
  }
}

function assertDistinct(reader: string, members: readonly Member[]): void {
  const seen = new Set<string>();
  for (const { id } of members) {
    if (seen.has(id)) {
      throw new AppError('ARGUMENT_INVALID', {
        message: `${reader} must get each model once, got ${id} twice.`,
        hint: 'Give every candidate a name of its own.',
        details: { reader, member: id },
      });
    }
    seen.add(id);
  }
}

/**
 * Refuses a truth that says nothing.
 *
 * @throws TABLE_EMPTY, TARGET_UNUSABLE
 */
export function assertTruth(reader: string, truth: Target, n: number): void {
  if (n === 0) {
    throw new AppError('TABLE_EMPTY', {
      message: `${reader} must get at least one row, got 0.`,
      hint: 'Give it the rows that folds have held out.',
      details: { reader, nRows: 0 },
    });
  }
  const row =
    truth.kind === 'regression'
      ? truth.values.findIndex((value) => !Number.isFinite(value))
      : truth.codes.findIndex((code) => code < 0 || code >= truth.nClasses);
  if (row < 0) return;
  const [expected, got] =
    truth.kind === 'regression'
      ? ['a finite target', truth.values[row]]
      : [`a class from 0 to ${truth.nClasses - 1}`, truth.codes[row]];
  throw new AppError('TARGET_UNUSABLE', {
    message: `${reader} must get ${expected} in every row, got ${got} in row ${row + 1}.`,
    hint: 'Leave out the rows whose target is missing or unknown.',
    details: { reader, row: row + 1, value: String(got) },
  });
}

/** @throws SHAPE_MISMATCH */
export function assertLength(reader: string, what: string, expected: number, got: number): void {
  if (expected === got) return;
  throw new AppError('SHAPE_MISMATCH', {
    message: `${reader} must get ${expected} ${what}, got ${got}.`,
    hint: 'Give one entry per row that a fold has held out, and per class where there are classes.',
    details: { reader, what, expected, received: got },
  });
}

/** @throws ARGUMENT_INVALID */
export function assertFiniteAnswers(
  reader: string,
  id: string,
  answers: Float64Array,
  width: number,
): void {
  // x - x is 0 for finite numbers only.
  let sum = 0;
  for (let i = 0; i < answers.length; i++) sum += answers[i] - answers[i];
  if (sum === 0) return;
  const at = answers.findIndex((each) => !Number.isFinite(each));
  const row = Math.floor(at / width) + 1;
  throw new AppError('ARGUMENT_INVALID', {
    message: `${reader} must get finite answers, got ${answers[at]} from ${id} in row ${row}.`,
    hint: 'Leave out the model, or the rows that a fold has not answered.',
    details: { reader, member: id, row, value: String(answers[at]) },
  });
}
