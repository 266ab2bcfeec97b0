import { AppError } from '@kaizenml/contracts';
import pg from 'pg';
import type { PostgresAddress } from './address.ts';
import { toStoreError } from './postgres-errors.ts';
import { sessionConfig } from './session.ts';

const OLDEST_MAJOR = 13;

/** What a server says of itself and of the store in it. */
export interface ServerState {
  /** As in `15.10`. */
  readonly version: string;
  /** Schema in which the tables are, or will be. */
  readonly schema: string;
  /** Whether the schema is there. */
  readonly hasSchema: boolean;
  /** Whether it holds a store. */
  readonly hasStore: boolean;
  /** Whether a commit is on the disk when it is acknowledged, as this user's sessions are set. */
  readonly isSafe: boolean;
  /** Whether the server flushes to the disk at all. */
  readonly hasFlush: boolean;
}

/**
 * Lends a connection that belongs to no pool.
 *
 * @throws STORE_UNREACHABLE, STORE_REFUSED, STORE_BUSY
 */
export async function withConnection<Result>(
  address: PostgresAddress,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client(sessionConfig(address));
  // A connection that is lost says so to whoever waits for its answer.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } catch (thrown) {
    throw toStoreError(thrown, address.place);
  } finally {
    await client.end();
  }
}

/** Asks what server it is, and whether a store may be kept in it. @throws STORE_REFUSED */
export async function readServer(
  client: pg.Client,
  { schema: asked, place }: PostgresAddress,
): Promise<ServerState> {
  const { rows } = await client.query<ServerRow>(SERVER, [asked ?? null]);
  const [row] = rows;
  if (row === undefined || row.schema === null)
    throw refused(place, 'name a schema for tables', 'an empty search_path', {
      hint: 'Give it one of its own: `?schema=kaizen`.',
    });
  if (Number.parseInt(row.version, 10) < OLDEST_MAJOR)
    throw refused(place, `be PostgreSQL ${OLDEST_MAJOR} or newer`, row.version, {
      hint: 'Update the server, or keep the store in the home.',
    });
  if (row.encoding !== 'UTF8')
    throw refused(place, 'be encoded as UTF8', row.encoding, {
      hint: 'Create one with `createdb --encoding=UTF8 --template=template0`.',
    });
  return {
    ...{ version: row.version, schema: row.schema },
    ...{ hasSchema: row.has_schema, hasStore: row.has_store },
    ...{ isSafe: row.commit !== 'off', hasFlush: row.fsync === 'on' },
  };
}

interface ServerRow {
  readonly version: string;
  readonly encoding: string;
  readonly commit: string;
  readonly fsync: string;
  readonly schema: string | null;
  readonly has_schema: boolean;
  readonly has_store: boolean;
}

const SERVER = `select current_setting('server_version') as version,
  current_setting('server_encoding') as encoding,
  current_setting('synchronous_commit') as commit,
  current_setting('fsync') as fsync,
  coalesce($1, current_schema()) as schema,
  to_regnamespace(quote_ident(coalesce($1, current_schema()))) is not null as has_schema,
  to_regclass(quote_ident(coalesce($1, current_schema())) || '.migrations') is not null as has_store`;

function refused(
  place: string,
  expected: string,
  given: string,
  { hint }: { readonly hint: string },
): AppError {
  return new AppError('STORE_REFUSED', {
    message: `"${place}" must ${expected}, got ${given}.`,
    hint,
    details: { place, expected, given },
  });
}
