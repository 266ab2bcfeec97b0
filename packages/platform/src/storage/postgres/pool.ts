import type { PostgresPool, PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { isLost, storeBusy, toStoreError } from './postgres-errors.ts';

/** Statements that a connection keeps prepared at most; others are planned each time. */
const MOST_PREPARED = 200;

const NOTHING = { command: 'SELECT', rowCount: 0, rows: [] } as const;

/** Connections as Kysely takes them, whose failures are those of a store. */
export function openPool(config: pg.PoolConfig, place: string): PostgresPool {
  const pool = new pg.Pool(config);
  // A connection that dies while nobody uses it has left the pool already; the next one is made anew.
  pool.on('error', () => undefined);
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  const nameOf = statementNames();
  return {
    options: {},
    async connect() {
      try {
        const client = await pool.connect();
        const known = clients.get(client) ?? toClient(client, { nameOf, place });
        clients.set(client, known);
        return known;
      } catch (thrown) {
        const isFull = pool.totalCount >= pool.options.max && pool.idleCount === 0;
        if (isFull && thrown instanceof Error && /timeout exceeded/.test(thrown.message))
          throw storeBusy(
            place,
            `all ${pool.options.max} connections of this process in use`,
            thrown,
          );
        throw toStoreError(thrown, place);
      }
    },
    end: () => pool.end(),
  };
}

function toClient(
  client: pg.PoolClient,
  {
    nameOf,
    place,
  }: { readonly nameOf: (sql: string) => string | undefined; readonly place: string },
): PostgresPoolClient {
  let lost: unknown;
  client.on('error', (thrown) => {
    lost ??= thrown;
  });
  const query = async (sql: string, parameters: readonly unknown[] = []) => {
    // Whoever lost the connection has nothing to roll back: the server did.
    if (lost !== undefined && sql === 'rollback') return NOTHING;
    if (lost !== undefined) throw toStoreError(lost, place);
    try {
      if (parameters.length === 0) return await client.query(sql);
      const name = nameOf(sql);
      return await client.query({
        ...(name === undefined ? {} : { name }),
        text: sql,
        values: [...parameters],
      });
    } catch (thrown) {
      if (isLost(thrown)) lost ??= thrown;
      throw toStoreError(thrown, place);
    }
  };
  return {
    query: query as unknown as PostgresPoolClient['query'],
    release: (isUnusable) => client.release(isUnusable === true || lost !== undefined),
  };
}

/** A statement that is asked for a second time gets a name, under which every connection prepares it once. */
function statementNames(): (sql: string) => string | undefined {
  const named = new Map<string, string>();
  const seen = new Set<string>();
  return (sql) => {
    const name = named.get(sql);
    if (name !== undefined || named.size >= MOST_PREPARED) return name;
    if (seen.delete(sql)) {
      named.set(sql, `kaizen-${named.size + 1}`);
      return named.get(sql);
    }
    seen.add(sql);
    const [oldest] = seen;
    if (seen.size > MOST_PREPARED && oldest !== undefined) seen.delete(oldest);
    return undefined;
  };
}
