import type { Row, WeakSegment } from '@kaizenml/contracts';
import { isInSegment } from '@kaizenml/ml/doubt';
import { type Column, isNumeric, type Table } from '@kaizenml/ml/table';
import { type ColumnBaseline, isLevelBinning } from '@kaizenml/ml/windows';

/** Rows that are looked at on their own: a level, a range or the missing values of a column. */
export type Slice = Pick<WeakSegment, 'column' | 'level' | 'low' | 'high'>;

const MOST_LEVELS = 12;
const QUARTERS = [0.25, 0.5, 0.75] as const;

/**
 * The slices of some columns: their first twelve levels, or the quarters of their reference, and the rows without a value; and those
 * that the model was weak in when it was trained.
 *
 * @cost O(columns bins)
 */
export function slicesOf(
  baseline: readonly ColumnBaseline[],
  { columns, weak }: { readonly columns: readonly string[]; readonly weak: readonly WeakSegment[] },
): readonly Slice[] {
  const declared = columns.flatMap((name) => {
    const found = baseline.find(({ role, binning }) => role === 'input' && binning.name === name);
    return found === undefined ? [] : [...partsOf(found), { column: name, level: null }];
  });
  const slices = new Map<string, Slice>();
  for (const slice of [...weak.map(placeOf), ...declared]) slices.set(nameOfSlice(slice), slice);
  return [...slices.values()];
}

/** What a slice is called: `plan = premium`, `months in (12, 24]`, `calls missing`. */
export function nameOfSlice({ column, level, low, high }: Slice): string {
  if (level === null) return `${column} missing`;
  if (level !== undefined) return `${column} = ${level}`;
  const show = (value: number) => String(Number(value.toPrecision(6)));
  if (low === undefined) return `${column} up to ${show(high ?? 0)}`;
  return high === undefined
    ? `${column} above ${show(low)}`
    : `${column} in (${show(low)}, ${show(high)}]`;
}

/** Tells in which slices the rows of a table are. */
export function sliceFinder(
  { columns }: Table,
  slices: readonly Slice[],
): (row: number) => readonly Slice[] {
  const known = new Map(columns.map((column) => [column.name, column]));
  return (row) =>
    slices.filter((slice) => {
      const column = known.get(slice.column);
      return column !== undefined && isInSegment(asSegment(slice), cellOf(column, row));
    });
}

/** Columns whose cells slices are told by. */
export function sliceColumns(slices: readonly Slice[]): ReadonlySet<keyof Row> {
  return new Set(slices.map(({ column }) => column));
}

function placeOf({ column, level, low, high }: WeakSegment): Slice {
  return {
    column,
    ...(level !== undefined && { level }),
    ...(low !== undefined && { low }),
    ...(high !== undefined && { high }),
  };
}

function asSegment(slice: Slice): WeakSegment {
  return { ...slice, nRows: 0, loss: 0, lossElsewhere: 0 };
}

function cellOf(column: Column, row: number): number | string | null {
  if (isNumeric(column)) return column.values[row] ?? null;
  return column.levels[column.codes[row] ?? -1] ?? null;
}

function partsOf({ binning, window }: ColumnBaseline): Slice[] {
  const { name: column } = binning;
  if (isLevelBinning(binning))
    return binning.levels.slice(0, MOST_LEVELS).map((level) => ({ column, level }));
  if (binning.kind !== 'number') return [];
  const edges = [
    ...new Set(QUARTERS.flatMap((share) => edgeAt(binning.edges, window.counts, share))),
  ];
  return [...edges, undefined].map((high, i) => {
    const low = edges[i - 1];
    return { column, ...(low !== undefined && { low }), ...(high !== undefined && { high }) };
  });
}

/** The edge nearest above a share of the counted values. */
function edgeAt(edges: Float64Array, counts: Float64Array, share: number): number[] {
  const all = counts.reduce((sum, count) => sum + count, 0);
  let below = 0;
  for (let bin = 0; bin < edges.length; bin++) {
    below += counts[bin] ?? 0;
    if (below >= share * all) return [edges[bin] ?? 0];
  }
  return [];
}
