import type pg from 'pg';
import { medianTimeMs } from '../median-time.ts';
import type { StoreSurvey } from '../survey.ts';
import { parseAddress } from './address.ts';
import { readServer, withConnection } from './server.ts';

/** Counts what is in the database without changing it; see `surveyStore`. */
export async function surveyPostgres(text: string): Promise<StoreSurvey> {
  const address = parseAddress(text);
  return await withConnection(address, async (client) => {
    const { version, schema, hasFlush } = await readServer(client, address);
    const count = (table: string, value: string) => read(client, { schema, table, value });
    return {
      database: `PostgreSQL ${version}`,
      place: address.place,
      roundTripMs: await medianTimeMs(() => client.query('select 1')),
      ...(hasFlush ? {} : { unsafeSetting: 'fsync = off' }),
      schemaVersion: await count('migrations', 'max(version)'),
      nRuns: await count('runs', 'count(*)'),
      nModels: await count('models', 'count(*)'),
      nDatasets: await count('dataset_versions', 'count(distinct name)'),
    };
  });
}

async function read(
  client: pg.Client,
  {
    schema,
    table,
    value,
  }: { readonly schema: string; readonly table: string; readonly value: string },
): Promise<number> {
  const name = `${client.escapeIdentifier(schema)}.${client.escapeIdentifier(table)}`;
  const known = await client.query('select to_regclass($1) is not null as is_there', [name]);
  if (known.rows[0]?.is_there !== true) return 0;
  const { rows } = await client.query(`select ${value} as n from ${name}`);
  return Number(rows[0]?.n ?? 0);
}
