import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import {
  type DatabaseConnection,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
  type SqliteStatement,
  type TransactionSettings,
} from 'kysely';
import { BUSY_TIMEOUT_MS, whileBusy } from './busy.ts';
import { toStoreError } from './sqlite-errors.ts';

const MAX_PREPARED = 200;
const CHANGES_TABLES = /^\s*(?:create|alter|drop)\b/i;

/**
 * Kysely on `node:sqlite`.
 *
 * Transactions that may write begin with the write lock: one that begins reading and then writes would fail at
 * once when another process has written in between, however long it may wait. A write outside of a transaction
 * must not be: its wait would stop this process, and the connection that it waits for may be one of our own.
 */
export class NodeSqliteDialect extends SqliteDialect {
  readonly #createDriver: () => SqliteDriver;

  constructor(database: DatabaseSync, path: string) {
    super({ database: adapt(database, path) });
    this.#createDriver = () => new ImmediateDriver(database, path);
  }

  override createDriver(): SqliteDriver {
    return this.#createDriver();
  }
}

class ImmediateDriver extends SqliteDriver {
  readonly #database: DatabaseSync;
  readonly #path: string;

  constructor(database: DatabaseSync, path: string) {
    super({ database: adapt(database, path) });
    this.#database = database;
    this.#path = path;
  }

  override async beginTransaction(
    _connection: DatabaseConnection,
    { accessMode }: TransactionSettings = {},
  ): Promise<void> {
    const begin = accessMode === 'read only' ? 'begin' : 'begin immediate';
    try {
      await whileBusy(() => withoutWaiting(this.#database, begin));
    } catch (thrown) {
      throw toStoreError(thrown, this.#path);
    }
  }

  // SQLite itself rolls back after a full disk and some other failures.
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.isTransaction) await super.rollbackTransaction(connection);
  }
}

function withoutWaiting(database: DatabaseSync, sql: string): void {
  database.exec('pragma busy_timeout = 0');
  try {
    database.exec(sql);
  } finally {
    database.exec(`pragma busy_timeout = ${BUSY_TIMEOUT_MS}`);
  }
}

function adapt(database: DatabaseSync, path: string): SqliteDatabase {
  const prepared = new Map<string, SqliteStatement>();
  const speaking = <Result>(work: () => Result): Result => {
    try {
      return work();
    } catch (thrown) {
      throw toStoreError(thrown, path);
    }
  };
  return {
    close: () => {
      prepared.clear();
      database.close();
    },
    prepare: (sql) => {
      // Statements that are prepared know the columns that there were.
      if (CHANGES_TABLES.test(sql)) prepared.clear();
      const known = prepared.get(sql);
      prepared.delete(sql);
      const statement = known ?? speaking(() => toStatement(database.prepare(sql), speaking));
      prepared.set(sql, statement);
      const oldest = prepared.keys().next().value;
      if (prepared.size > MAX_PREPARED && oldest !== undefined) prepared.delete(oldest);
      return statement;
    },
  };
}

/** Rows are read as arrays: the objects that SQLite makes of them take twice as long, and each of their fields ten times. */
function toStatement(
  statement: StatementSync,
  speaking: <Result>(work: () => Result) => Result,
): SqliteStatement {
  const spread = (parameters: readonly unknown[]) => parameters as readonly SQLInputValue[];
  const names = statement.columns().map(({ name }) => name);
  statement.setReturnArrays(true);
  return {
    reader: names.length > 0,
    all: (parameters) =>
      speaking(() => {
        const rows = statement.all(...spread(parameters)) as unknown as readonly unknown[][];
        return rows.map((row) => toRow(names, row));
      }),
    run: (parameters) => speaking(() => statement.run(...spread(parameters))),
    *iterate(parameters) {
      const rows = statement.iterate(...spread(parameters)) as unknown as Iterable<unknown[]>;
      for (const row of rows) yield toRow(names, row);
    },
  };
}

function toRow(names: readonly string[], values: readonly unknown[]): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (let i = 0; i < names.length; i++) row[names[i] as string] = values[i];
  return row;
}
