/** What kind of answer is learned. */
export type Task = 'binary' | 'multiclass' | 'regression';

/** The tasks, in the order in which people meet them. */
export const TASKS = ['binary', 'multiclass', 'regression'] as const satisfies readonly Task[];

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
  /** Smallest and largest training value. Only for `regression`. */
  readonly range?: readonly [low: number, high: number];
  readonly unit?: string;
}

/** Input and output of a model: what a caller must send and what comes back. */
export interface Signature {
  readonly inputs: readonly InputField[];
  readonly output: OutputField;
}

/** The answer to one row. */
export interface Prediction {
  /** A class for `binary` and `multiclass`, a number for `regression`. */
  readonly prediction: string | number;
  /** Probability of each class, in the signature's order; sums to 1. Absent for `regression`. */
  readonly probabilities?: Readonly<Record<string, number>>;
}

/** One row as a caller sends it: JSON values by column name; null or an absent key is a missing value. */
export type Row = Readonly<Record<string, unknown>>;
