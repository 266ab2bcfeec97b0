import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toWriteError } from '../../../kit/index.ts';
import { type DuckDBConnection, queryRows, sqlText } from '../../engine/duck-db.ts';
import { sqlFrom, type TableFiles } from '../../versions/table-files.ts';
import type { LoadedSides, SideSummary } from '../sides.ts';
import type { RawSides } from './open-raw-sides.ts';

/** Brings the table of the anchor into the database, and of the other version the rows that it does not share. */
export async function loadRawSides(
  connection: DuckDBConnection,
  { anchor, rows, others, isAnchorAfter, columns }: RawSides,
  {
    before,
    after,
    tempPath,
  }: { readonly before: SideSummary; readonly after: SideSummary; readonly tempPath: string },
): Promise<LoadedSides> {
  const [own, other] = isAnchorAfter ? (['b', 'a'] as const) : (['a', 'b'] as const);
  const path = join(tempPath, 'left-rows.csv');
  await writeFile(path, rows.map(([from, to]) => `${from},${to}\n`).join('')).catch(
    (thrown: unknown) => {
      throw toWriteError(thrown, path);
    },
  );
  const ranges = `read_csv(${sqlText(path)}, auto_detect = false, header = false, delim = ',', columns = {'f': 'BIGINT', 't': 'BIGINT'})`;
  const cells = anchor.columns.map((_, j) => `c${j}`).join(', ');
  const numbered = await numberedRows(connection, anchor);
  await connection.run(`create view all_${own} as from ${sqlFrom(anchor)}`);
  await connection.run(`create table picked as select unnest(range(f, t)) as i from ${ranges}`);
  await connection.run(
    `create table ${own} as select ${cells} from (${numbered}) semi join picked using (i) order by i`,
  );
  await connection.run(`create table ${other} as ${others}`);
  await connection.run(
    `create view all_${other} as select ${cells} from (${numbered}) anti join picked using (i) union all from ${other}`,
  );
  const shared = columns.before.map(({ name, kind }, j) => ({
    name,
    before: kind,
    after: columns.after[j]?.kind ?? kind,
  }));
  return { before, after, shared, isPaired: true };
}

/** SQL of all rows of a table with their numbers `i` from 0. */
async function numberedRows(
  connection: DuckDBConnection,
  { files, columns }: TableFiles,
): Promise<string> {
  const counted = await queryRows(
    connection,
    `select file_name, num_rows from parquet_file_metadata([${files.map(sqlText).join(', ')}])`,
  );
  const nRows = new Map(counted.map(([file, n]) => [String(file), Number(n)]));
  const names = columns.map((_, j) => `c${j}`).join(', ');
  let start = 0;
  const parts = files.map((file) => {
    const part = `select ${names}, n + ${start} as i from read_parquet(${sqlText(file)}, file_row_number = true) as t(${names}, n)`;
    start += nRows.get(file) ?? 0;
    return part;
  });
  return parts.join(' union all ');
}
