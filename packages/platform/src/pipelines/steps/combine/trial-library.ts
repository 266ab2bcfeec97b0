import { answerMicros, type Library } from '@kaizenml/ml/combine';
import { type Target, targetWidth } from '@kaizenml/ml/models';
import { takeTargetRows } from '@kaizenml/ml/search';
import type { Trial } from '../../../automl/index.ts';
import type { Searched } from '../search.ts';

/** What finished trials have answered out of fold, side by side. */
export interface TrialLibrary {
  readonly truth: Target;
  /** Places of these rows in the modeling table. */
  readonly rows: Int32Array;
  /** Fold that held each row out. */
  readonly foldOf: Int32Array;
  /** By the name of the candidate; all are of the same rows. */
  readonly answersOf: ReadonlyMap<string, Float64Array>;
  /** Trials with answers, best first. */
  readonly trials: readonly Trial[];
}

/**
 * The rows that a fold has held out, with what trials have answered to them.
 *
 * @param target The target of all rows of the modeling table.
 */
export function trialLibrary(
  { trials, sample }: Pick<Searched, 'trials' | 'sample'>,
  target: Target,
): TrialLibrary {
  const at = Int32Array.from(sample.foldOf.keys()).filter((i) => (sample.foldOf[i] ?? -1) >= 0);
  const rows = at.map((i) => sample.rows[i] ?? -1);
  const truth = takeTargetRows(target, rows);
  const width = targetWidth(truth);
  const nAll = sample.rows.length * width;
  const answered = trials.filter(
    ({ status, answers }) => status === 'finished' && answers?.length === nAll,
  );
  const answersOf = new Map(
    answered.map(({ candidate, answers = new Float32Array() }) => [
      candidate.id,
      takeRows(answers, at, width),
    ]),
  );
  return {
    truth,
    rows,
    foldOf: at.map((i) => sample.foldOf[i] ?? -1),
    answersOf,
    trials: answered,
  };
}

/** The library of some of the trials. */
export function libraryOf(
  { truth, foldOf, answersOf }: TrialLibrary,
  trials: readonly Trial[],
): Library {
  return {
    truth,
    foldOf,
    members: trials.map((trial) => ({
      id: trial.candidate.id,
      answers: answersOf.get(trial.candidate.id) ?? new Float64Array(),
      microsPerRow: microsOf(trial),
    })),
  };
}

/** What an answer costs, by what was learned. */
export function microsOf({ candidate, sizeBytes = 0 }: Trial): number {
  return answerMicros(candidate.estimator, sizeBytes);
}

function takeRows(answers: Float32Array, rows: Int32Array, width: number): Float64Array {
  const taken = new Float64Array(rows.length * width);
  for (let i = 0; i < rows.length; i++) {
    const from = (rows[i] ?? 0) * width;
    for (let c = 0; c < width; c++) taken[i * width + c] = answers[from + c] ?? 0;
  }
  return taken;
}
