import { quantileSorted, sortedPresent } from '../stats/index.ts';
import { type Column, columnLength, isNumeric, isoDate } from '../table/index.ts';

/** Rows that have something in common. */
export interface RowSlice {
  /** What they have in common, for people: `north`, `above 3, up to 7`, `no value`. */
  readonly name: string;
  /** Places, rising. */
  readonly rows: Int32Array;
}

/** Different numbers from which on ranges are made of them. */
const MANY_NUMBERS = 12;
const QUARTERS = [0.25, 0.5, 0.75] as const;

/**
 * The rows of a column by its values: one slice per level; per number or date where there are few, else one per quarter; and one of
 * the rows without a value. Every row is in exactly one slice; empty slices are left out.
 *
 * @cost O(n log n) of numbers, O(n) of levels.
 */
export function rowSlices(column: Column): readonly RowSlice[] {
  const { codes, names } = isNumeric(column) ? ofNumbers(column) : ofLevels(column);
  const counts = new Int32Array(names.length + 1);
  for (const code of codes) counts[code < 0 ? names.length : code]++;
  const places = Array.from(counts, (n) => new Int32Array(n));
  const ends = new Int32Array(counts.length);
  codes.forEach((code, i) => {
    const slice = code < 0 ? names.length : code;
    places[slice][ends[slice]++] = i;
  });
  return places.flatMap((rows, slice) =>
    rows.length === 0 ? [] : [{ name: names[slice] ?? 'no value', rows }],
  );
}

interface Coded {
  /** Place in `names`; below 0 for no value. */
  readonly codes: Int32Array;
  readonly names: readonly string[];
}

function ofLevels({ codes, levels }: Exclude<Column, { readonly values: unknown }>): Coded {
  return { codes, names: levels };
}

function ofNumbers(column: Extract<Column, { readonly values: unknown }>): Coded {
  const { values, kind } = column;
  const say = (value: number) =>
    kind === 'date' ? isoDate(value) : String(Number(value.toPrecision(6)));
  const sorted = sortedPresent(values);
  const known = [...new Set(sorted)];
  const isFew = known.length <= MANY_NUMBERS;
  const edges = isFew
    ? known
    : [...new Set(QUARTERS.map((share) => quantileSorted(sorted, share)))];
  const codes = new Int32Array(columnLength(column)).map((_, i) => {
    if (Number.isNaN(values[i])) return -1;
    const above = edges.findIndex((edge) => values[i] <= edge);
    return above < 0 ? edges.length : above;
  });
  if (isFew) return { codes, names: known.map(say) };
  const names = [...edges, undefined].map((high, q) => {
    const low = edges[q - 1];
    const from = low === undefined ? [] : [`above ${say(low)}`];
    const to = high === undefined ? [] : [`up to ${say(high)}`];
    return [...from, ...to].join(', ');
  });
  return { codes, names };
}
