import type { Column } from '../table/index.ts';
import type { Baseline, ColumnBaseline } from './baseline.ts';
import { baselineColumn } from './baseline-column.ts';

/** What a baseline is made of. */
export interface BaselineParts {
  /** Rows that the model learned from, by the columns that it reads. */
  readonly inputs: readonly Column[];
  /** Target of those rows. */
  readonly label?: Column;
  /** Answers to rows that it did not learn from, under the target's name. */
  readonly prediction?: Column;
  /** Probabilities of these answers. */
  readonly probabilities?: StatedProbabilities;
  readonly performance?: Baseline['performance'];
  readonly calibration?: Baseline['calibration'];
  readonly lossModel?: Baseline['lossModel'];
}

/** Probability of each class per row. */
export interface StatedProbabilities {
  readonly classes: readonly string[];
  /** Row-major. Length n * classes. */
  readonly values: Float64Array;
}

/** Classes whose probabilities are counted: the first of them. */
const MOST_CLASSES = 100;

/** Counts the columns of a reference. @cost O(cells), and sorting 10 000 numbers per column at most. */
export function makeBaseline(parts: BaselineParts): Baseline {
  const { inputs, label, prediction, probabilities } = parts;
  const columns: ColumnBaseline[] = inputs.map((column) => baselineColumn('input', column));
  if (prediction) columns.push(baselineColumn('prediction', prediction));
  if (probabilities)
    for (const column of probabilityColumns(probabilities))
      columns.push(baselineColumn('probability', column));
  if (label) columns.push(baselineColumn('label', label));
  const { performance = null, calibration = null, lossModel = null } = parts;
  return { columns, performance, calibration, lossModel };
}

/**
 * Probabilities as columns, as a baseline names them: those of the first 100 classes.
 *
 * @returns One column of numbers per class, named `probability of <class>`.
 */
export function probabilityColumns({ classes, values }: StatedProbabilities): Column[] {
  const k = classes.length;
  return classes.slice(0, MOST_CLASSES).map((name, code) => ({
    name: `probability of ${name}`,
    kind: 'number',
    values: Float64Array.from({ length: values.length / k }, (_, i) => values[i * k + code]),
  }));
}
