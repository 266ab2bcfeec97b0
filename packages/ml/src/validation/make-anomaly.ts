import { ANOMALIES, type Anomaly, type AnomalyName, type SchemaPatch } from '@kaizenml/contracts';

/** What an anomaly says beyond its kind. */
export interface AnomalyParts {
  /** Null when it is about the whole table. */
  readonly column: string | null;
  /** One sentence: subject, expectation, what was given. */
  readonly long: string;
  /** Rows that offend; null where rows cannot be told. Default null. */
  readonly count?: number | null;
  /** Rows that `count` is a part of. */
  readonly nRows?: number;
  readonly patch?: SchemaPatch | null;
  /** Default: that of the kind. */
  readonly severity?: Anomaly['severity'];
  /** Every value of the sentence as JSON. */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly rows?: Anomaly['rows'];
}

/** An anomaly of a kind: number, title and severity come from the catalogue. */
export function makeAnomaly(name: AnomalyName, parts: AnomalyParts): Anomaly {
  const { column, long, count = null, nRows, patch = null, details = {}, rows = [] } = parts;
  const { number, severity, title } = ANOMALIES[name];
  return {
    name,
    number,
    severity: parts.severity ?? severity,
    column,
    short: title,
    long,
    share: count === null || !nRows ? null : count / nRows,
    count,
    rows,
    patch,
    details,
  };
}
