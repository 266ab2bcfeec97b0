import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { type DuckDBConnection, queryRows } from '../engine/duck-db.ts';
import { columnsOf, type DiffKey } from './find-key.ts';
import type { LoadedSides } from './sides.ts';

export type RowChanges = OutputOf<Operations['datasets']['diff']>['rows'];
type Sampled = RowChanges['sample'][number];
type Cell = Sampled['key'][string];

/**
 * Rows that were added, removed and changed.
 *
 * Makes the tables `added`, `removed` (all columns) and `changed` (old cells `x<k>`, new ones `y<k>`). Without a key
 * a row that stands n times more often is n rows added, and nothing is changed.
 */
export async function findRowChanges(
  connection: DuckDBConnection,
  sides: LoadedSides,
  { key, limit }: { readonly key: DiffKey; readonly limit: number },
): Promise<RowChanges> {
  const all = sides.shared.map((_, k) => k);
  const isKeyed = key.positions.length > 0;
  if (isKeyed) await matchByKey(connection, all, key.positions);
  else await matchWhole(connection, all);
  const count = async (table: string) => {
    const [[n] = []] = await queryRows(connection, `select count(*) from ${table}`);
    return Number(n);
  };
  const [nAdded, nRemoved, nChanged] = [
    await count('added'),
    await count('removed'),
    isKeyed ? await count('changed') : 0,
  ];
  return {
    key: key.positions.map((k) => sides.shared[k]?.name ?? ''),
    keyIs: key.is,
    nAdded,
    nRemoved,
    nChanged,
    nSame: sides.before.nRows - nRemoved - nChanged,
    changedCells: nChanged === 0 ? [] : await countChangedCells(connection, sides),
    sample: [
      ...(nChanged === 0 ? [] : await sampleChanged(connection, sides, { key, limit })),
      ...(await sampleWhole(connection, sides, { key, limit, change: 'added' })),
      ...(await sampleWhole(connection, sides, { key, limit, change: 'removed' })),
    ],
  };
}

async function matchByKey(
  connection: DuckDBConnection,
  all: readonly number[],
  key: readonly number[],
): Promise<void> {
  const same = key.map((k) => `a.c${k} = b.c${k}`).join(' and ');
  const others = all.filter((k) => !key.includes(k));
  const differs = others.map((k) => `a.c${k} is distinct from b.c${k}`).join(' or ') || 'false';
  const cells = all.flatMap((k) => [`a.c${k} as x${k}`, `b.c${k} as y${k}`]);
  await connection.run(
    `create table changed as select ${cells.join(', ')} from a join b on ${same} where ${differs} order by b.rowid`,
  );
  await connection.run(
    `create table added as select b.* from b anti join a on ${same} order by b.rowid`,
  );
  await connection.run(
    `create table removed as select a.* from a anti join b on ${same} order by a.rowid`,
  );
}

async function matchWhole(connection: DuckDBConnection, all: readonly number[]): Promise<void> {
  const columns = columnsOf(all) || '1 as none';
  await connection.run(
    `create table added as select ${columns} from b except all select ${columns} from a`,
  );
  await connection.run(
    `create table removed as select ${columns} from a except all select ${columns} from b`,
  );
}

async function countChangedCells(
  connection: DuckDBConnection,
  { shared }: LoadedSides,
): Promise<RowChanges['changedCells']> {
  const counts = shared.map((_, k) => `count(*) filter (x${k} is distinct from y${k})`);
  const [row = []] = await queryRows(connection, `select ${counts.join(', ')} from changed`);
  return shared
    .map(({ name }, k) => ({ column: name, count: Number(row[k]) }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
}

interface Sampling {
  readonly key: DiffKey;
  readonly limit: number;
}

async function sampleChanged(
  connection: DuckDBConnection,
  { shared }: LoadedSides,
  { key, limit }: Sampling,
): Promise<Sampled[]> {
  const rows = await queryRows(connection, `select * from changed limit ${limit}`);
  return rows.map((row) => ({
    change: 'changed',
    key: Object.fromEntries(key.positions.map((k) => [shared[k]?.name ?? '', toCell(row[2 * k])])),
    cells: shared
      .map(({ name }, k) => ({
        column: name,
        before: toCell(row[2 * k]),
        after: toCell(row[2 * k + 1]),
      }))
      .filter(({ before, after }) => before !== after),
  }));
}

async function sampleWhole(
  connection: DuckDBConnection,
  { shared }: LoadedSides,
  { key, limit, change }: Sampling & { readonly change: 'added' | 'removed' },
): Promise<Sampled[]> {
  const rows = await queryRows(connection, `select * from ${change} limit ${limit}`);
  return rows.map((row) => ({
    change,
    key: Object.fromEntries(key.positions.map((k) => [shared[k]?.name ?? '', toCell(row[k])])),
    cells: shared.map(({ name }, k) => {
      const cell = toCell(row[k]);
      const [before, after] = change === 'added' ? [null, cell] : [cell, null];
      return { column: name, before, after };
    }),
  }));
}

/** A value of the database on the wire: instants in ISO 8601, without the time at midnight. */
export function toCell(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (value instanceof Date) return value.toISOString().replace('T00:00:00.000Z', '');
  return String(value);
}
