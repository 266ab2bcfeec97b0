import { AppError, invariant } from '@kaizenml/contracts';
import type { Kysely } from 'kysely';
import type { Schema } from '../schema.ts';
import { alone } from '../tables/alone.ts';
import { snapshot } from '../tables/snapshot.ts';
import { countOn } from './count-on.ts';
import { TABLE_KEYS } from './table-keys.ts';
import { type AnyTables, createRowHash, insertRows, readRows } from './table-rows.ts';

/** A table that was copied. */
export interface CopiedTable {
  readonly table: string;
  readonly nRows: number;
  /** SHA-256 of its rows by primary key, as they were read and as they lie in the copy. */
  readonly sha256: string;
}

/** A store to copy from or to. */
export interface Side {
  readonly db: Kysely<Schema>;
  /** Without secrets. */
  readonly place: string;
}

/** How a copy is made. */
export interface CopyOptions {
  /** Told after every batch of rows. */
  readonly onRows?: (table: string, nRows: number) => void;
  /** Ends the copy between two batches; nothing of it is left. */
  readonly signal?: AbortSignal;
}

/**
 * Copies everything that one store holds to an empty one: all of it in one transaction, or nothing.
 *
 * What is read is one state of the source, which others may go on to use. Every table is read back before the copy counts.
 *
 * @throws STORE_NOT_EMPTY, STORE_COPY_DIFFERS
 */
export async function copyStore(
  from: Side,
  to: Side,
  options: CopyOptions = {},
): Promise<readonly CopiedTable[]> {
  return await snapshot(from.db, (source) =>
    alone(to.db, async (target) => {
      const sides = { source: untyped(source), target: untyped(target) };
      await makeRoom(target);
      await assertEmpty(sides.target, to.place);
      const copied: CopiedTable[] = [];
      for (const [table, key] of Object.entries(TABLE_KEYS))
        copied.push(await copyTable({ ...sides, table, key }, { ...options, place: to.place }));
      await countOn(target);
      return copied;
    }),
  );
}

interface TableCopy {
  readonly source: AnyTables;
  readonly target: AnyTables;
  readonly table: string;
  readonly key: readonly string[];
}

async function copyTable(
  { source, target, table, key }: TableCopy,
  { onRows, signal, place }: CopyOptions & { readonly place: string },
): Promise<CopiedTable> {
  const read = createRowHash();
  for await (const rows of readRows(source, table, key)) {
    signal?.throwIfAborted();
    read.add(rows);
    await insertRows(target, table, rows);
    onRows?.(table, read.nRows);
  }
  const written = createRowHash();
  for await (const rows of readRows(target, table, key)) {
    signal?.throwIfAborted();
    written.add(rows);
  }
  const [wanted, found] = [read.digest(), written.digest()];
  if (wanted !== found)
    throw new AppError('STORE_COPY_DIFFERS', {
      message: `Table "${table}" of "${place}" must be what was read (${read.nRows} rows, ${wanted}), got ${written.nRows} rows, ${found}.`,
      hint: 'Nothing was copied. This is a bug of ours: please report it with the versions of both databases.',
      details: { table, place, wanted, found, nRead: read.nRows, nWritten: written.nRows },
    });
  return { table, nRows: read.nRows, sha256: wanted };
}

/** Takes away what every new store begins with: the experiment `Default`, which the source has as well. */
async function makeRoom(target: Kysely<Schema>): Promise<void> {
  await target
    .deleteFrom('experiments')
    .where('number', '=', 0)
    .where(({ not, exists, selectFrom }) => not(exists(selectFrom('runs').select('number'))))
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('experiment_tags').select('experiment'))),
    )
    .execute();
}

async function assertEmpty(target: AnyTables, place: string): Promise<void> {
  for (const table of Object.keys(TABLE_KEYS)) {
    const row = await target
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .executeTakeFirst();
    const nRows = Number(row?.n ?? 0);
    if (nRows === 0) continue;
    throw new AppError('STORE_NOT_EMPTY', {
      message: `"${place}" must be empty to be filled, got ${nRows} rows in its table "${table}".`,
      hint: 'Name a store that nobody has used: another schema or database, or a new home.',
      details: { place, table, nRows },
    });
  }
}

function untyped(db: Kysely<Schema>): AnyTables {
  invariant(db.isTransaction, 'a copy reads one state and writes all or nothing');
  return db as unknown as AnyTables;
}
