import type { ColumnKind } from '@kaizenml/contracts';

/** A column to be read out of a query. */
export interface SourceColumn {
  readonly name: string;
  /** SQL over the source that gives text, for `number` a DOUBLE, for `date` milliseconds since 1970 as DOUBLE. */
  readonly sql: string;
  /** `text`: the kind is inferred from the values. Any other: the kind is known and values are taken as they are. */
  readonly as: ColumnKind | 'inferred';
}

/** A text that was read as missing, and how often, in one column. */
export interface MarkerCount {
  readonly column: string;
  readonly marker: string;
  readonly count: number;
}
