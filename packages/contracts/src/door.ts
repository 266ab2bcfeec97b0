/**
 * What may be wrong with a row that comes to be answered, cell by cell: `type` a value that the column cannot hold; `missing` no
 * such column, where no training row lacked it; `null` a missing value, where no training row had one; `category` a level that
 * training never saw; `range` a number outside those of training; `unknown` a column that the model does not read.
 */
export const DOOR_PROBLEMS = ['type', 'missing', 'null', 'category', 'range', 'unknown'] as const;

export type DoorProblem = (typeof DOOR_PROBLEMS)[number];

/**
 * What happens to such a cell. `refuse`: the request is refused, with every problem of it. `warn`: the model is asked, and the
 * answer tells; what the model cannot read counts as missing. `default`: the cell gets the default of its column, and the
 * answer tells. `ignore`: as `warn`, and nothing is told.
 */
export const DOOR_ACTIONS = ['refuse', 'warn', 'default', 'ignore'] as const;

export type DoorAction = (typeof DOOR_ACTIONS)[number];

/** What happens to problems of one column, where not what happens to all. */
export interface ColumnDoor {
  readonly type?: DoorAction | undefined;
  readonly missing?: DoorAction | undefined;
  readonly null?: DoorAction | undefined;
  readonly category?: DoorAction | undefined;
  readonly range?: DoorAction | undefined;
  /** What `default` puts there. Default: the median, or the most frequent level, of training. */
  readonly value?: string | number | boolean | undefined;
}

/** What happens to problems of rows at the door of an endpoint. */
export interface DoorSettings {
  readonly type: DoorAction;
  readonly missing: DoorAction;
  readonly null: DoorAction;
  readonly category: DoorAction;
  /** Of numbers. Dates leave the range of training by themselves: they are asked only where their column says so. */
  readonly range: DoorAction;
  /** A column that is not read has no default. */
  readonly unknown: Exclude<DoorAction, 'default'>;
  /** By column. */
  readonly columns: Readonly<Record<string, ColumnDoor>>;
}

/** A problem that the answer tells. */
export interface DoorFinding {
  /** From 1. */
  readonly row: number;
  readonly column: string;
  readonly problem: DoorProblem;
  readonly action: 'warn' | 'default';
  /** What the model was asked with instead, null for a missing value; absent where the value stayed. */
  readonly to?: string | number | boolean | null;
  /** One sentence with the place, the expectation and the value. */
  readonly message: string;
}
