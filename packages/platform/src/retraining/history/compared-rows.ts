import { invariant } from '@kaizenml/contracts';

/** Fewest rows that two models are compared on. */
export const LEAST_COMPARED = 50;
/** Most labelled rows of the log that versions are compared on where nothing is learned: of more, every so-manieth. */
export const MOST_COMPARED = 20_000;
/** Column of gathered tables that says when a row came to be. */
export const AT = 'kaizen_at';

/** `1 row`, `1200 rows`. */
export function count(nRows: number): string {
  invariant(nRows >= 0, 'rows are counted');
  return nRows === 1 ? '1 row' : `${nRows} rows`;
}
