import { AppError } from '@kaizenml/contracts';
import { type DuckDBConnection, queryRows } from '../engine/duck-db.ts';
import { type LoadedSides, positionsOf, type SharedColumn } from './sides.ts';

/** The columns by which rows of both tables are matched, as positions. */
export interface DiffKey {
  readonly positions: readonly number[];
  readonly is: 'given' | 'found' | 'none';
}

const NAMES_A_KEY = /(^|[\s_.-])(id|key|uuid|guid|code|number|no|nr)$|[a-z](Id|ID|Key)$/i;

/**
 * The key that was asked for, or the first column that names each row of both tables.
 *
 * Without being asked, a column of kind id is taken, or whole numbers or text whose name says that they are a key.
 *
 * @throws COLUMN_UNKNOWN; ARGUMENT_INVALID for a key that rows share or miss
 */
export async function findKey(
  connection: DuckDBConnection,
  { shared }: LoadedSides,
  asked: readonly string[] | undefined,
): Promise<DiffKey> {
  if (asked !== undefined) {
    const positions = positionsOf(asked, shared);
    for (const table of ['all_a', 'all_b'] as const)
      await assertUnique(connection, table, { asked, positions });
    return { positions, is: 'given' };
  }
  const candidates = shared.flatMap((column, k) => (mayBeKey(column) ? [k] : []));
  for (const k of candidates)
    if ((await isUnique(connection, 'all_a', [k])) && (await isUnique(connection, 'all_b', [k])))
      return { positions: [k], is: 'found' };
  return { positions: [], is: 'none' };
}

function mayBeKey({ name, before, after }: SharedColumn): boolean {
  if (before === 'date' || before === 'boolean') return false;
  return before === 'id' || after === 'id' || NAMES_A_KEY.test(name);
}

async function isUnique(
  connection: DuckDBConnection,
  table: 'all_a' | 'all_b',
  positions: readonly number[],
): Promise<boolean> {
  const [[nRows, nDistinct] = []] = await queryRows(
    connection,
    `select (select count(*) from ${table}), count(*) from (select distinct ${columnsOf(positions)} from ${table} where ${present(positions)})`,
  );
  return Number(nRows) > 0 && nRows === nDistinct;
}

async function assertUnique(
  connection: DuckDBConnection,
  table: 'all_a' | 'all_b',
  {
    asked,
    positions,
  }: { readonly asked: readonly string[]; readonly positions: readonly number[] },
): Promise<void> {
  const columns = columnsOf(positions);
  const [[nMissing] = []] = await queryRows(
    connection,
    `select count(*) from ${table} where not (${present(positions)})`,
  );
  const [shared] = await queryRows(
    connection,
    `select ${columns}, count(*) from ${table} group by ${columns} having count(*) > 1 order by count(*) desc, ${columns} limit 1`,
  );
  if (Number(nMissing) === 0 && shared === undefined) return;
  const which = table === 'all_a' ? 'before' : 'after';
  const got =
    shared === undefined
      ? `${nMissing} rows without one`
      : `${shared.at(-1)} rows with ${shared
          .slice(0, -1)
          .map((value) => JSON.stringify(String(value)))
          .join(', ')}`;
  throw new AppError('ARGUMENT_INVALID', {
    message: `Key "${asked.join(',')}" must name each row once, got ${got} in the table ${which}.`,
    hint: 'Add a column with `--key a,b`, or leave the key out to compare whole rows.',
    details: { key: asked, table: which },
  });
}

/** A list of columns in SQL. */
export function columnsOf(positions: readonly number[]): string {
  return positions.map((k) => `c${k}`).join(', ');
}

function present(positions: readonly number[]): string {
  return positions.map((k) => `c${k} is not null`).join(' and ');
}
