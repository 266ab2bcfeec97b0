/** Columns of a table that is not wide, at most. */
const WIDE_FROM = 500;
/** Columns of a wide table that enriched recipes keep. */
const MOST_KEPT = 250;

/** Whether a table has so many columns that enriched recipes keep those that say most, and leave the others out. */
export function isWide(nColumns: number): boolean {
  return nColumns > WIDE_FROM;
}

/** Columns of a table that enriched recipes read: all, but of a wide table. */
export function nScreened(nColumns: number): number {
  return isWide(nColumns) ? MOST_KEPT : nColumns;
}
