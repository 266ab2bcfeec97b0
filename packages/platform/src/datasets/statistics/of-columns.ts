import type { ColumnScan } from './scan-columns.ts';

/** A source without the columns that are not wanted; one at least, so that rows are counted. */
export function ofColumns<
  Source extends {
    readonly columns: readonly { readonly name: string }[];
    readonly untrimmed?: readonly string[];
  },
>(source: Source, { columns: wanted }: Pick<ColumnScan, 'columns'>): Source {
  if (wanted === undefined) return source;
  const places = source.columns.flatMap(({ name }, j) => (wanted.has(name) ? [j] : []));
  const kept = places.length === 0 ? [0] : places;
  const take = <T>(values: readonly T[]): T[] => values.filter((_, j) => kept.includes(j));
  const { columns, untrimmed } = source;
  return { ...source, columns: take(columns), ...(untrimmed && { untrimmed: take(untrimmed) }) };
}
