import type { ColumnSchema, ColumnStatistics } from '@kaizenml/contracts';

/** Expected share of new values in the next rows from which on a list of values says nothing. */
const MOST_UNSEEN = 0.1;
/** Where every value has so many rows, the list is taken to be whole. */
const FEWEST_ROWS_OF_RAREST = 5;
/** Fewest rows per value on average: below, values hardly repeat. */
const FEWEST_ROWS_PER_VALUE = 2;

/**
 * The values of a text, where they are a list: at most so many, and few enough new ones to come.
 *
 * The share of the next rows that hold a value not seen so far is, by Good and Turing, the share of rows whose value occurs
 * once. Three standard deviations and three rows above it, it becomes the share that may lie outside of the domain; 0
 * where every value occurs in five rows.
 *
 * @source Good (1953), "The population frequencies of species and the estimation of population parameters".
 */
export function inferDomain(
  { values, nRows, nMissing }: ColumnStatistics,
  maxDomain: number,
): Pick<ColumnSchema, 'values' | 'minDomainMass'> | undefined {
  const nPresent = nRows - nMissing;
  if (values === undefined || values.length === 0 || values.length > maxDomain) return undefined;
  if (values.some(({ value }) => value.endsWith('…'))) return undefined;
  const nOnce = values.filter(({ count }) => count === 1).length;
  const isOpen = nOnce / nPresent > MOST_UNSEEN || nPresent < FEWEST_ROWS_PER_VALUE * values.length;
  if (isOpen) return undefined;
  const list = values.map(({ value }) => value).sort();
  if (values.every(({ count }) => count >= FEWEST_ROWS_OF_RAREST)) return { values: list };
  const unseen = (nOnce + 3 * Math.sqrt(nOnce) + 3) / nPresent;
  return { values: list, minDomainMass: roundDown(1 - unseen) };
}

/** As many digits as tell it from 1, rounded down. */
function roundDown(share: number): number {
  const digits = Math.max(2, Math.ceil(-Math.log10(1 - share)) + 1);
  return Math.max(0, Math.floor(share * 10 ** digits) / 10 ** digits);
}
