import { createHash } from 'node:crypto';
import {
  CompiledQuery,
  type DatabaseConnection,
  PostgresDialect,
  PostgresDriver,
  type PostgresPool,
  type QueryCompiler,
  type TransactionSettings,
} from 'kysely';
import { StoreCompiler } from './query-compiler.ts';

/** How long what must be alone waits for the writes under way, and all others for it. */
const ALONE_TIMEOUT = '10min';

/**
 * Kysely on PostgreSQL as the store uses it.
 *
 * Transactions that write see what others committed before each of their statements, and lock the rows that they go by; one
 * that is `serializable` writes while nobody else does.
 */
export class StoreDialect extends PostgresDialect {
  readonly #pool: PostgresPool;
  readonly #lock: number;

  /** @param schema Stores in other schemas of the database do not wait for this one. */
  constructor(pool: PostgresPool, schema: string) {
    super({ pool });
    this.#pool = pool;
    this.#lock = createHash('sha256').update(`kaizen ${schema}`).digest().readIntBE(0, 6);
  }

  override createDriver(): PostgresDriver {
    return new LockingDriver(this.#pool, this.#lock);
  }

  override createQueryCompiler(): QueryCompiler {
    return new StoreCompiler();
  }
}

class LockingDriver extends PostgresDriver {
  readonly #lock: number;

  constructor(pool: PostgresPool, lock: number) {
    super({ pool });
    this.#lock = lock;
  }

  override async beginTransaction(
    connection: DatabaseConnection,
    settings: TransactionSettings,
  ): Promise<void> {
    try {
      await connection.executeQuery(CompiledQuery.raw(this.#begin(settings)));
    } catch (thrown) {
      await connection.executeQuery(CompiledQuery.raw('rollback'));
      throw thrown;
    }
  }

  /** One message, so that the lock costs no time on the way. */
  #begin({ accessMode, isolationLevel }: TransactionSettings): string {
    if (accessMode === 'read only') return 'begin isolation level repeatable read read only';
    const begin = 'begin isolation level read committed';
    return isolationLevel === 'serializable'
      ? `${begin}; set local lock_timeout = '${ALONE_TIMEOUT}'; set local statement_timeout = 0; select pg_advisory_xact_lock(${this.#lock})`
      : `${begin}; select pg_advisory_xact_lock_shared(${this.#lock})`;
  }
}
