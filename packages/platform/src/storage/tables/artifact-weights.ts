import type { Kysely } from 'kysely';
import type { TreeWeight } from '../../artifacts/trees/store.ts';
import type { Schema } from '../schema.ts';
import { inChunks } from './in-chunks.ts';

/** What files and folders take, and what would be free without them: bytes that other files share would stay. */
export async function weighTrees(
  db: Kysely<Schema>,
  paths: readonly string[],
): Promise<TreeWeight> {
  const counts = new Map<string, number>();
  let nFiles = 0;
  for (const path of paths) {
    const rows = await db
      .selectFrom('artifact_files')
      .select(({ fn }) => ['sha256', fn.countAll<number>().as('n')])
      .where(({ eb, or, and }) =>
        or([
          eb('path', '=', path),
          and([eb('path', '>=', `${path}/`), eb('path', '<', `${path}0`)]),
        ]),
      )
      .groupBy('sha256')
      .execute();
    for (const { sha256, n } of rows) {
      counts.set(sha256, (counts.get(sha256) ?? 0) + Number(n));
      nFiles += Number(n);
    }
  }
  const contents = await inChunks([...counts.keys()], (some) =>
    db
      .selectFrom('artifact_contents as content')
      .innerJoin('artifact_files as file', 'file.sha256', 'content.sha256')
      .select(({ fn }) => ['content.sha256', 'content.size_bytes', fn.countAll<number>().as('n')])
      .where('content.sha256', 'in', some)
      .groupBy(['content.sha256', 'content.size_bytes'])
      .execute(),
  );
  let [sizeBytes, freedBytes] = [0, 0];
  for (const { sha256, size_bytes: each, n } of contents) {
    const going = counts.get(sha256) ?? 0;
    sizeBytes += going * each;
    if (going >= Number(n)) freedBytes += each;
  }
  return { nFiles, sizeBytes, freedBytes };
}
