import { randomBytes } from 'node:crypto';
import { access, constants, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { renameDurable, syncFile, tempOwner } from '../../kit/index.ts';
import { type DuckDBConnection, sqlName, sqlText } from '../engine/duck-db.ts';
import { notWritable } from '../write-answers.ts';
import type { LoadedSides } from './sides.ts';

/**
 * Writes every row that differs to a CSV file: `removed` and `added` rows, and changed ones as `before` and `after`.
 *
 * @throws FILE_NOT_WRITABLE, DISK_FULL
 */
export async function writeChanges(
  connection: DuckDBConnection,
  { shared }: LoadedSides,
  { out, isKeyed }: { readonly out: string; readonly isKeyed: boolean },
): Promise<void> {
  const named = (prefix: string) =>
    shared.map(({ name }, k) => `${prefix}${k} as ${sqlName(name)}`).join(', ');
  const part = (table: string, change: string, prefix = 'c') =>
    `select '${change}' as change, ${named(prefix)} from ${table}`;
  const changed = isKeyed
    ? [`select change, ${named('c')} from (${bothLines(shared.length)})`]
    : [];
  const parts = [part('removed', 'removed'), ...changed, part('added', 'added')];
  const temp = join(dirname(out), `.${tempOwner()}-${randomBytes(6).toString('hex')}.csv`);
  try {
    await access(dirname(out), constants.W_OK);
    await connection.run(
      `copy (${parts.join(' union all ')}) to ${sqlText(temp)} (format csv, header)`,
    );
    await syncFile(temp);
    await renameDurable(temp, out);
  } catch (thrown) {
    await rm(temp, { force: true });
    throw notWritable(thrown, out);
  }
}

/** Each changed row as two lines, one behind the other. */
function bothLines(nColumns: number): string {
  const cells = (prefix: string) =>
    Array.from({ length: nColumns }, (_, k) => `${prefix}${k} as c${k}`).join(', ');
  return `select * from (select rowid as i, 0 as j, 'before' as change, ${cells('x')} from changed union all select rowid as i, 1 as j, 'after' as change, ${cells('y')} from changed) order by i, j`;
}
