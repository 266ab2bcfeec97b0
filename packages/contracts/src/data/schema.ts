/** How far a column is on its way; only `production` columns are checked. */
export const LIFECYCLE_STAGES = [
  'planned',
  'alpha',
  'beta',
  'production',
  'deprecated',
  'debug-only',
  'disabled',
] as const;

export type LifecycleStage = (typeof LIFECYCLE_STAGES)[number];

/** What the values of a column are, as they are written. */
export const COLUMN_TYPES = ['integer', 'number', 'boolean', 'string', 'date'] as const;

export type ColumnType = (typeof COLUMN_TYPES)[number];

/** Both ends are allowed. */
export interface Bounds<Bound> {
  readonly min?: Bound | undefined;
  readonly max?: Bound | undefined;
}

/** What a dataset must hold: a file that people read, edit and review. What is not said is not checked. */
export interface DataSchema {
  /** Version of the format. */
  readonly kaizenSchema: 1;
  readonly dataset?: string | undefined;
  readonly doc?: string | undefined;
  /** Environments that columns are expected in. Default: training and serving. */
  readonly environments?: readonly string[] | undefined;
  /** Rows of the table. */
  readonly rows?: Bounds<number> | undefined;
  /** Rows over those of the span before: 0.5 is half of them. */
  readonly rowsDrift?: Bounds<number> | undefined;
  /** Rows over those of the version before. */
  readonly rowsVersion?: Bounds<number> | undefined;
  /** Columns that together occur once. */
  readonly key?: readonly string[] | undefined;
  /** The newest date of a column is no older than `30m`, `24h` or `7d`. */
  readonly freshness?: { readonly column: string; readonly within: string } | undefined;
  /** Lists of values that several columns share. */
  readonly domains?: Readonly<Record<string, readonly string[]>> | undefined;
  readonly columns: Readonly<Record<string, ColumnSchema>>;
  readonly rules?: readonly RowRule[] | undefined;
  readonly foreignKeys?: readonly ForeignKey[] | undefined;
  /** Who decided what, oldest first. */
  readonly history?: readonly SchemaDecision[] | undefined;
}

/** What one column must hold. */
export interface ColumnSchema {
  readonly type: ColumnType;
  /** What the column means. */
  readonly doc?: string | undefined;
  readonly unit?: string | undefined;
  /** Default production. */
  readonly stage?: LifecycleStage | undefined;
  /** The column must be there, with values in so many rows. Without it the column may be absent. */
  readonly presence?:
    | { readonly minShare?: number | undefined; readonly minCount?: number | undefined }
    | undefined;
  /** The values that are allowed. */
  readonly values?: readonly string[] | undefined;
  /** Name of an entry of `domains`, instead of `values`. */
  readonly domain?: string | undefined;
  /** Share of the values that must be in the domain, 0 to 1. Default 1. */
  readonly minDomainMass?: number | undefined;
  /** Of numbers; ISO 8601 of dates. */
  readonly range?: Bounds<number | string> | undefined;
  readonly disallowNaN?: boolean | undefined;
  readonly disallowInfinity?: boolean | undefined;
  /** Whole numbers that name something. */
  readonly isCategorical?: boolean | undefined;
  /** How true and false are written. */
  readonly booleanWords?: { readonly true: string; readonly false: string } | undefined;
  /** What texts look like. */
  readonly format?: TextFormat | undefined;
  /** Code points of a text. */
  readonly length?: Bounds<number> | undefined;
  /** Values in one cell that holds a list. */
  readonly valueCount?: Bounds<number> | undefined;
  /** Different values in the column. */
  readonly distinct?: Bounds<number> | undefined;
  /** No value occurs twice. */
  readonly isUnique?: boolean | undefined;
  /** Where the column is expected. Default: everywhere. */
  readonly environments?:
    | {
        readonly only?: readonly string[] | undefined;
        readonly not?: readonly string[] | undefined;
      }
    | undefined;
  /** Training against serving. */
  readonly skew?: Comparator | undefined;
  /** A span against the one before. */
  readonly drift?: Comparator | undefined;
}

export const TEXT_FORMATS = [
  'email',
  'url',
  'uuid',
  'ip-address',
  'phone',
  'country-code',
  'natural-language',
] as const;

export type TextFormat = (typeof TEXT_FORMATS)[number];

/** Bounds on how far two distributions lie apart, 0 to 1; passing one of them is an anomaly. */
export interface Comparator {
  /** Largest difference of the shares of one value. */
  readonly maxLInfinity?: number | undefined;
  /** Jensen-Shannon divergence, base 2, of the values or of the bins of numbers. */
  readonly maxJensenShannon?: number | undefined;
  /** Largest difference of the counts of one value, over all rows of both. */
  readonly maxNormalizedDifference?: number | undefined;
}

/** A condition over the columns of one row, such as `tips <= fare`. */
export interface RowRule {
  readonly name: string;
  /** Expression that must hold in every row. */
  readonly check: string;
  readonly doc?: string | undefined;
  /** Share of the rows in which it must hold. Default 1. */
  readonly minShare?: number | undefined;
  /** Default error. */
  readonly severity?: 'info' | 'warning' | 'error' | undefined;
}

/** Values that must occur in another dataset. */
export interface ForeignKey {
  readonly columns: readonly string[];
  /** `name`, `name@version`, or the path of a file. */
  readonly dataset: string;
  /** As many columns of that dataset. */
  readonly references: readonly string[];
  /** Share of the rows that must find theirs. Default 1. */
  readonly minShare?: number | undefined;
}

/** Decision of a person on a proposed change. */
export interface SchemaDecision {
  /** ISO 8601 instant. */
  readonly at: string;
  readonly by: string;
  readonly decision: 'inferred' | 'accepted' | 'rejected' | 'edited';
  /** Name of the anomaly that proposed it. */
  readonly anomaly?: string | undefined;
  readonly column?: string | undefined;
  /** The id of the patch: a rejected one is not proposed again. */
  readonly patch?: string | undefined;
  /** The change in words. */
  readonly says: string;
  readonly why?: string | undefined;
}

/** One place of a schema that changes; `to` absent removes it. */
export interface SchemaChange {
  /** Keys from the top, such as `['columns', 'fare', 'range', 'max']`. */
  readonly path: readonly string[];
  readonly from?: unknown;
  readonly to?: unknown;
}

/** A change of the schema that would make an anomaly go away: a person accepts or rejects it. */
export interface SchemaPatch {
  /** Same anomaly on the same column of the same schema: same id. */
  readonly id: string;
  /** The change in one sentence. */
  readonly says: string;
  readonly changes: readonly SchemaChange[];
}
