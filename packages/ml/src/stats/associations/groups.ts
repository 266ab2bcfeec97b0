import { type CodedColumn, type Column, isNumeric } from '../../table/index.ts';
import { quantileSorted, sortedPresent } from '../quantile.ts';

/** Rows in groups: group per row, -1 where missing. */
export interface Groups {
  readonly codes: Int32Array;
  readonly nGroups: number;
}

/** The levels of a column as groups. */
export function groupsOf({ codes, levels }: CodedColumn): Groups {
  return { codes, nGroups: levels.length };
}

const N_BINS = 10;

/** Groups of any column: its levels, or ten bins of equal counts, fewer where tenths are equal. */
export function binnedGroups(column: Column): Groups {
  if (!isNumeric(column)) return groupsOf(column);
  const sorted = sortedPresent(column.values);
  const tenths = Array.from({ length: N_BINS - 1 }, (_, k) =>
    quantileSorted(sorted, (k + 1) / N_BINS),
  );
  const edges = tenths.filter((edge, i) => i === 0 || edge > tenths[i - 1]);
  const codes = Int32Array.from(column.values, (value) =>
    Number.isNaN(value) ? -1 : edges.filter((edge) => value >= edge).length,
  );
  return { codes, nGroups: edges.length + 1 };
}

/** Rows per pair of groups, row by row of the first; pairs with a missing one are left out. */
export function crossCount(
  a: Groups,
  b: Groups,
): { readonly counts: Float64Array; readonly n: number } {
  const counts = new Float64Array(a.nGroups * b.nGroups);
  let n = 0;
  for (let i = 0; i < a.codes.length; i++) {
    if (a.codes[i] < 0 || b.codes[i] < 0) continue;
    counts[a.codes[i] * b.nGroups + b.codes[i]]++;
    n++;
  }
  return { counts, n };
}

/** Sums of the rows and of the columns of such counts. */
export function margins(counts: Float64Array, nColumns: number): [Float64Array, Float64Array] {
  const rows = new Float64Array(counts.length / Math.max(1, nColumns));
  const columns = new Float64Array(nColumns);
  for (let k = 0; k < counts.length; k++) {
    rows[Math.floor(k / nColumns)] += counts[k];
    columns[k % nColumns] += counts[k];
  }
  return [rows, columns];
}
