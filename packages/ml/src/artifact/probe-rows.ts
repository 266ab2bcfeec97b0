import type { InputField, Row, Signature } from '@kaizenml/contracts';
import { isoDate } from '../table/index.ts';

/** A row at an edge of what a signature lets in. */
export interface ProbeRow {
  /** What its values have in common, for sentences: `smallest values`. */
  readonly of: string;
  readonly row: Row;
}

type Cell = string | number | boolean;

/** Values of a column; a column that states none gets ones that its kind allows. */
interface Values {
  readonly typical: Cell;
  readonly smallest: Cell;
  readonly largest: Cell;
  readonly levels: readonly Cell[];
}

/**
 * Rows at the edges of a signature: the typical values, the smallest, the largest, none at all, and one row per level, in which
 * every column that states levels has its k-th one, or its last.
 *
 * What a signature does not state is stood in for: 0 and 1 for numbers, both truths, the year 2000, the text `a`.
 *
 * @cost O(columns * levels), at most 1004 rows.
 */
export function probeRows({ inputs }: Pick<Signature, 'inputs'>): readonly ProbeRow[] {
  const columns = inputs.map((field) => ({ name: field.name, ...valuesOf(field) }));
  const rowOf = (cellOf: (column: Values) => Cell | null): Row =>
    Object.fromEntries(columns.map((column) => [column.name, cellOf(column)]));
  const nLevels = Math.max(0, ...columns.map(({ levels }) => levels.length));
  return [
    { of: 'typical values', row: rowOf(({ typical }) => typical) },
    { of: 'smallest values', row: rowOf(({ smallest }) => smallest) },
    { of: 'largest values', row: rowOf(({ largest }) => largest) },
    { of: 'missing values', row: rowOf(() => null) },
    ...Array.from({ length: nLevels }, (_, k) => ({
      of: `levels, number ${k + 1}`,
      row: rowOf(({ levels, typical }) => levels[Math.min(k, levels.length - 1)] ?? typical),
    })),
  ];
}

function valuesOf({ kind, typical, range, levels = [] }: InputField): Values {
  if (kind === 'number') {
    const [low, high] = range ?? [typical ?? 0, typical ?? 1];
    return { typical: typical ?? low, smallest: low, largest: high, levels: [] };
  }
  if (kind === 'date') {
    const [low, high] = range?.map(isoDate) ?? [typical ?? '2000-01-01', typical ?? '2000-12-31'];
    return { typical: typical ?? low, smallest: low, largest: high, levels: [] };
  }
  const known = levels.length > 0 ? levels : kind === 'boolean' ? [false, true] : [];
  const first = known[0] ?? typical ?? 'a';
  return {
    ...{ typical: typical ?? first, smallest: first, largest: known.at(-1) ?? first },
    levels: known,
  };
}
