import type { Kysely } from 'kysely';
import type { KeptFile } from '../../artifacts/index.ts';
import { fromToken, toPage } from '../cursor.ts';
import type { Page, PageRequest } from '../page.ts';
import type { Schema } from '../schema.ts';

/** A page of all files below a folder, however deep. @cost One query on the index of paths. */
export async function walkFolder(
  db: Kysely<Schema>,
  folder: string,
  page: PageRequest,
): Promise<Page<KeptFile>> {
  let query = db
    .selectFrom('artifact_files as file')
    .innerJoin('artifact_contents as content', 'content.sha256', 'file.sha256')
    .select(['file.path', 'file.sha256', 'file.written_at', 'content.name', 'content.size_bytes'])
    .orderBy('file.path')
    .limit(page.limit + 1);
  if (folder !== '')
    query = query.where('file.path', '>=', `${folder}/`).where('file.path', '<', `${folder}0`);
  if (page.after !== undefined) {
    const [path = ''] = fromToken(page.after, 1);
    query = query.where('file.path', '>', path);
  }
  const files = (await query.execute()).map((row) => ({
    path: row.path,
    sha256: row.sha256,
    sizeBytes: row.size_bytes,
    contentName: row.name,
    writtenAt: row.written_at,
  }));
  return toPage(files, page, ({ path }) => [path]);
}
