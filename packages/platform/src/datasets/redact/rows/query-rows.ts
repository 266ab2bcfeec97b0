import { invariant } from '@kaizenml/contracts';
import { isoDate } from '@kaizenml/ml/table';
import { type DuckDBConnection, queryRows } from '../../engine/duck-db.ts';
import type { SourceColumn } from '../../engine/source-column.ts';
import type { RowBatch, TextRows } from './text-rows.ts';

/** Types that a text of this project can be cast back to. */
const KEPT_TYPE =
  /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL\(\d+,\d+\)|BOOLEAN|DATE|TIMESTAMP(_S|_MS|_NS)?)$/;

/**
 * The rows of a query, as DuckDB hands them out: a chunk of 2048 rows at a time.
 *
 * @param from What stands behind FROM.
 * @param columns `stored` is SQL of the column as it lies there.
 */
export async function queryTextRows(
  connection: DuckDBConnection,
  {
    from,
    columns,
  }: {
    readonly from: string;
    readonly columns: readonly (SourceColumn & { readonly stored: string })[];
  },
): Promise<TextRows> {
  const list = columns.map(({ stored }, j) => `${stored} as c${j}`).join(', ');
  const described = await queryRows(connection, `describe select ${list} from ${from}`);
  async function* batches(): AsyncGenerator<RowBatch> {
    const values = columns.map(({ sql }) => sql).join(', ');
    const result = await connection.stream(`select ${values} from ${from}`);
    for (;;) {
      const chunk = await result.fetchChunk();
      if (chunk === null || chunk.rowCount === 0) return;
      const vectors = columns.map((_, j) => chunk.getColumnVector(j));
      const cell = (row: number, j: number) => toText(vectors[j]?.getItem(row), columns[j]?.as);
      yield { nRows: chunk.rowCount, cell };
    }
  }
  return {
    names: columns.map(({ name }) => name),
    types: described.map(([, type]) => (KEPT_TYPE.test(String(type)) ? String(type) : 'VARCHAR')),
    batches,
  };
}

function toText(value: unknown, as: SourceColumn['as'] | undefined): string {
  if (value === null || value === undefined) return '';
  if (as !== 'date') return String(value);
  invariant(typeof value === 'number', 'a date comes as milliseconds');
  return isoDate(value);
}
