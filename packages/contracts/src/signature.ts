/** What kind of answer is learned. */
export type Task = 'binary' | 'multiclass' | 'regression';

/** The tasks, in the order in which people meet them. */
export const TASKS = ['binary', 'multiclass', 'regression'] as const satisfies readonly Task[];

/**
 * What is answered about a number: its mean; the mean of a count, never below 0; levels that shares of the rows lie below; or a score
 * that ranks the rows of a group, the best first.
 */
export type Aim = 'mean' | 'counts' | 'quantiles' | 'ranking';

/** The aims, the usual one first. */
export const AIMS = ['mean', 'counts', 'quantiles', 'ranking'] as const satisfies readonly Aim[];

/** The words by which a run is asked for a kind of answer: a task, or an aim of `regression`. */
export const TASK_WORDS = [...TASKS, 'counts', 'quantiles', 'ranking'] as const;

export type TaskWord = (typeof TASK_WORDS)[number];

/** Tasks that are not learned row by row from a target: the next steps of series, groups of like rows, unusual rows. */
export const TABLE_TASKS = ['forecast', 'clusters', 'anomalies'] as const;

export type TableTask = (typeof TABLE_TASKS)[number];

/** What registered models do; `tensors`: whatever their file says, asked by tensors instead of rows. */
export type ModelTask = Task | TableTask | 'tensors';

/** What the values of a column mean. Numbers and dates are stored as Float64, the others as codes of levels. */
export type ColumnKind = 'number' | 'date' | 'boolean' | 'category' | 'text' | 'id';

/** One column that a model reads. */
export interface InputField {
  readonly name: string;
  readonly kind: ColumnKind;
  /** True when every training value was a whole number. Only for kind `number`. */
  readonly integer?: boolean;
  /** Smallest and largest training value; milliseconds since 1970 UTC for dates. */
  readonly range?: readonly [low: number, high: number];
  /** Training levels, most frequent first, at most 1000. Only for `category` and `boolean`. */
  readonly levels?: readonly string[];
  /** Share of training rows without a value, 0 to 1. */
  readonly shareMissing: number;
  /** True when no training row lacked it: a row must then have the column. An explicit null is answered with the imputed value. */
  readonly required: boolean;
  /** A typical value: the median or the most frequent level. ISO 8601 for dates. */
  readonly typical: number | string | null;
  readonly unit?: string;
}

/** What a model answers. */
export interface OutputField {
  /** Name of the target column. */
  readonly name: string;
  readonly task: Task;
  /** Classes in the order of the probabilities. Only for `binary` and `multiclass`; in `binary` the second is the positive one. */
  readonly classes?: readonly string[];
  /** What is answered about numbers. Only for `regression`; absent: their mean. */
  readonly aim?: Exclude<Aim, 'mean'>;
  /** What was learned where there was no target: `clusters` are classes, `anomalies` numbers from 0.5 to 1. Absent: a target. */
  readonly unlabeled?: Exclude<TableTask, 'forecast'>;
  /** Shares of rows that lie below each answered quantile, rising. Only for the aim `quantiles`. */
  readonly quantiles?: readonly number[];
  /** Smallest and largest training value. Only for `regression`. */
  readonly range?: readonly [low: number, high: number];
  readonly unit?: string;
}

/** Input and output of a model: what a caller must send and what comes back. */
export interface Signature {
  readonly inputs: readonly InputField[];
  readonly output: OutputField;
  /** Columns that rows may have because callers send them, and that are not read. Absent: none. */
  readonly ignores?: readonly string[];
}

/** The answer to one row. */
export interface Prediction {
  /** A class for `binary` and `multiclass`, a number for `regression`: of quantiles the middle one, of rankings the score. */
  readonly prediction: string | number;
  /** The quantile of each level, such as `"0.9"`, none below one of a lower level. Only for the aim `quantiles`. */
  readonly quantiles?: Readonly<Record<string, number>>;
  /** Probability of each class, in the signature's order; sums to 1. Absent for `regression`. */
  readonly probabilities?: Readonly<Record<string, number>>;
  /** What the answer says besides: of clusters the `distance` to the center, of anomalies `is_anomaly` and `reasons`. */
  readonly beside?: Readonly<Record<string, string | number | boolean | null>>;
}

/** One row as a caller sends it: JSON values by column name; null or an absent key is a missing value. */
export type Row = Readonly<Record<string, unknown>>;
