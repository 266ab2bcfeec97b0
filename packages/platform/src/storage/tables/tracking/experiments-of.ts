import type { Kysely } from 'kysely';
import type { Schema } from '../../schema.ts';
import { inChunks } from '../in-chunks.ts';

/** Ids of the experiments of runs, or of logged models, by their ids. @cost One look into an index for each. */
export async function experimentsOf(
  db: Kysely<Schema>,
  table: 'runs' | 'logged_models',
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await inChunks(ids, (chunk) =>
    db
      .selectFrom(`${table as 'runs'} as part`)
      .select(['part.id', 'part.experiment'])
      .where('part.id', 'in', chunk)
      .execute(),
  );
  return new Map(rows.map(({ id, experiment }) => [id, String(experiment)]));
}
