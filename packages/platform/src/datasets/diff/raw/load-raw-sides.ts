import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toWriteError } from '../../../kit/index.ts';
import { type DuckDBConnection, sqlText } from '../../engine/duck-db.ts';
import { sqlFrom } from '../../versions/table-files.ts';
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
  await connection.run(`create table all_${own} as from ${sqlFrom(anchor)}`);
  await connection.run(`create table picked as select unnest(range(f, t)) as i from ${ranges}`);
  await connection.run(
    `create table ${own} as select y.* from all_${own} y semi join picked on y.rowid = i order by y.rowid`,
  );
  await connection.run(`create table ${other} as ${others}`);
  await connection.run(
    `create view all_${other} as select y.* from all_${own} y anti join picked on y.rowid = i union all from ${other}`,
  );
  const shared = columns.before.map(({ name, kind }, j) => ({
    name,
    before: kind,
    after: columns.after[j]?.kind ?? kind,
  }));
  return { before, after, shared, isPaired: true };
}
