import { MISSING_MARKERS } from '@kaizenml/ml/table';
import { sqlText } from './duck-db.ts';

const MARKERS = MISSING_MARKERS.filter((marker) => marker !== '')
  .map(sqlText)
  .join(', ');

/**
 * SQL of a text as a DOUBLE, NULL where it is not a number.
 *
 * A number is what `parseNumber` of `ml` reads: DuckDB's cast to DOUBLE, finite, without its underscores.
 */
export function sqlNumber(text: string): string {
  const cast = `try_cast(${text} as double)`;
  return `case when isfinite(${cast}) and not contains(${text}, '_') then ${cast} end`;
}

/** SQL of whether a number in text is digits behind a leading zero, such as `007`. */
export function sqlLeadingZero(text: string): string {
  const starts = ['', '-', '+'].map((sign) => `${text} between '${sign}00' and '${sign}0:'`);
  return `(${starts.join(' or ')})`;
}

/**
 * SQL that counts the rows in which a condition on cheap values holds, and one on dear values too.
 *
 * CASE evaluates its branch for the rows that reach it only; AND evaluates both sides for all.
 */
export function sqlCountWhere(cheap: string, dear: string): string {
  return `count(case when ${cheap} then case when ${dear} then 1 end end)`;
}

/** SQL of whether a text is a missing marker other than the empty text. */
export function sqlIsMarker(text: string): string {
  return `lower(${text}) in (${MARKERS})`;
}
