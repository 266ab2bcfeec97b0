import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import {
  CompiledQuery,
  type DatabaseConnection,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
  type SqliteStatement,
  type TransactionSettings,
} from 'kysely';
import { toStoreError } from './sqlite-errors.ts';

const MAX_PREPARED = 200;

/**
 * Kysely on `node:sqlite`. Transactions that may write begin with the write lock: one that begins reading and then writes
 * would fail at once when another process has written in between, however long it may wait.
 */
export class NodeSqliteDialect extends SqliteDialect {
  readonly #database: SqliteDatabase;

  constructor(database: DatabaseSync, path: string) {
    const adapted = adapt(database, path);
    super({ database: adapted });
    this.#database = adapted;
  }

  override createDriver(): SqliteDriver {
    return new ImmediateDriver({ database: this.#database });
  }
}

class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(
    connection: DatabaseConnection,
    { accessMode }: TransactionSettings = {},
  ): Promise<void> {
    const begin = accessMode === 'read only' ? 'begin' : 'begin immediate';
    await connection.executeQuery(CompiledQuery.raw(begin));
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

function toStatement(
  statement: StatementSync,
  speaking: <Result>(work: () => Result) => Result,
): SqliteStatement {
  const spread = (parameters: readonly unknown[]) => parameters as readonly SQLInputValue[];
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => speaking(() => statement.all(...spread(parameters))),
    run: (parameters) => speaking(() => statement.run(...spread(parameters))),
    iterate: (parameters) => statement.iterate(...spread(parameters)),
  };
}
