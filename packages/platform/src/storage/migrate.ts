import { AppError } from '@kaizenml/contracts';
import type { Kysely } from 'kysely';
import { type Clock, instant } from '../kit/index.ts';
import { MIGRATIONS, type Migration } from './migrations/index.ts';
import type { Schema } from './schema.ts';
import { alone } from './tables/alone.ts';

/** How a store is brought up to date. */
export interface MigrateOptions {
  readonly clock: Clock;
  /** Path or address of the store, for sentences. */
  readonly place: string;
  /** Default: all of them. */
  readonly migrations?: readonly Migration[];
}

/**
 * Applies the migrations that are missing, in order and all in one transaction; also one that became part of the program after a
 * later number. Several processes may do so at once.
 *
 * @throws HOME_TOO_NEW when a newer version of the program has written the store.
 */
export async function migrate(
  db: Kysely<Schema>,
  { clock, place, migrations = MIGRATIONS }: MigrateOptions,
): Promise<void> {
  const newest = migrations.at(-1)?.version ?? 0;
  await alone(db, async (transaction) => {
    await createMigrations(transaction);
    const applied = await appliedVersions(transaction);
    const found = Math.max(0, ...applied);
    if (found > newest) throw tooNew(place, found, newest);
    for (const { version, name, up } of migrations) {
      if (applied.has(version)) continue;
      await up(transaction as unknown as Kysely<unknown>);
      await transaction
        .insertInto('migrations')
        .values({ version, name, applied_at: instant(clock) })
        .execute();
    }
  });
}

/** Whether all migrations that this program knows were applied, and no others. */
export async function isMigrated(db: Kysely<Schema>): Promise<boolean> {
  const applied = await appliedVersions(db);
  return (
    applied.size === MIGRATIONS.length && MIGRATIONS.every(({ version }) => applied.has(version))
  );
}

/** Number of the newest migration that was applied; 0 for none. */
export async function schemaVersion(db: Kysely<Schema>): Promise<number> {
  const row = await db
    .selectFrom('migrations')
    .select(({ fn }) => fn.max('version').as('version'))
    .executeTakeFirst();
  return row?.version ?? 0;
}

async function appliedVersions(db: Kysely<Schema>): Promise<ReadonlySet<number>> {
  const rows = await db.selectFrom('migrations').select('version').execute();
  return new Set(rows.map(({ version }) => version));
}

async function createMigrations(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable('migrations')
    .ifNotExists()
    .addColumn('version', 'integer', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('applied_at', 'text', (column) => column.notNull())
    .execute();
}

function tooNew(place: string, found: number, known: number): AppError {
  return new AppError('HOME_TOO_NEW', {
    message: `"${place}" must have a schema of version ${known} at most, got ${found}.`,
    hint: 'Update KaizenML to the version that wrote it, or name another folder with `--home`.',
    details: { place, found, known },
  });
}
