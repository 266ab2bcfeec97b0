import type { Kysely } from 'kysely';
import type { Clock } from '../../kit/index.ts';
import { isMigrated, migrate } from '../migrate.ts';
import type { Schema } from '../schema.ts';
import { type PostgresAddress, parseAddress } from './address.ts';
import { StoreDialect } from './dialect.ts';
import { openPool } from './pool.ts';
import { RetryingKysely, whileUnlucky } from './retrying.ts';
import { readServer, type ServerState, withConnection } from './server.ts';
import { sessionConfig } from './session.ts';

/** Connects to the database and brings its schema up to date; see `openPostgresStore`. */
export async function openPostgres(
  text: string,
  { clock }: { readonly clock: Clock },
): Promise<Kysely<Schema>> {
  const address = parseAddress(text);
  const { place } = address;
  const server = await whileUnlucky(() => prepare(address), place);
  const pool = openPool(
    {
      ...sessionConfig(address, server.isSafe),
      max: address.nConnections,
      idleTimeoutMillis: IDLE_MS,
    },
    place,
  );
  const db = new RetryingKysely(
    {
      dialect: new StoreDialect(pool, server.schema),
    },
    place,
  );
  try {
    if (!server.hasStore || !(await isMigrated(db))) await migrate(db, { clock, place });
  } catch (thrown) {
    await db.destroy();
    throw thrown;
  }
  return db;
}

/** After how long a connection is closed that nobody uses, milliseconds. */
const IDLE_MS = 60_000;

/** Makes sure of the server and of the schema. */
async function prepare(address: PostgresAddress): Promise<ServerState> {
  return await withConnection(address, async (client) => {
    const server = await readServer(client, address);
    if (!server.hasSchema) {
      await client.query(`create schema if not exists ${client.escapeIdentifier(server.schema)}`);
    }
    return server;
  });
}
