import type { Task } from '@kaizenml/contracts';
import type { Library } from '@kaizenml/ml/combine';
import type { Target } from '@kaizenml/ml/models';

/** What one candidate answered. */
export interface TeamMember {
  readonly id: string;
  readonly estimator: string;
  /** Out of fold, to the training rows. */
  readonly answers: Float32Array;
  /** To the test rows, the mean over the fits of the folds. */
  readonly bagged: Float32Array;
  /** To the test rows, by one fit on all training rows. */
  readonly refit: Float32Array;
  readonly micros: number;
  /** Of one fit of a fold. */
  readonly ms: number;
}

/** Candidates on one table, split once into rows to learn from and rows to judge by. */
export interface TeamLibrary {
  readonly table: string;
  readonly task: Task;
  readonly repeat: number;
  readonly truth: Target;
  readonly foldOf: Int32Array;
  readonly testTruth: Target;
  readonly members: readonly TeamMember[];
}

/** What combinations learn from. */
export function asLibrary({ truth, foldOf, members }: TeamLibrary): Library {
  return {
    truth,
    foldOf,
    members: members.map(({ id, answers, micros }) => ({
      id,
      answers: Float64Array.from(answers),
      microsPerRow: micros,
    })),
  };
}
