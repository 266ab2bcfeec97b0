import type { Kysely } from 'kysely';
import type { TreeEntry } from '../../artifacts/index.ts';
import { fromToken, toPage } from '../cursor.ts';
import type { Page, PageRequest } from '../page.ts';
import type { Schema } from '../schema.ts';

/** Rows that are read at once: the files of a folder come in one query, and a folder among them costs one more at most. */
const N_AT_ONCE = 500;

/** Before every character that a name may hold: a path and this is the next place after the path. */
const NEXT = '\u0001';
/** The character after `/`: a folder and this is the next place after all that is below it. */
const AFTER_FOLDER = '0';

/**
 * A page of what lies in a folder: files, and folders that files below it make.
 *
 * @cost A query for 500 files of the folder, and one for each folder that holds more than what a query gave.
 */
export async function listFolder(
  db: Kysely<Schema>,
  folder: string,
  page: PageRequest,
): Promise<Page<TreeEntry>> {
  const prefix = folder === '' ? '' : `${folder}/`;
  const end = folder === '' ? undefined : `${folder}${AFTER_FOLDER}`;
  const [token = ''] = page.after === undefined ? [] : fromToken(page.after, 1);
  const entries: TreeEntry[] = [];
  let from = prefix + token;
  let inside: string | undefined;
  for (let isMore = true; isMore && entries.length <= page.limit; ) {
    const rows = await readFrom(db, from, end);
    isMore = rows.length === N_AT_ONCE;
    for (const row of rows) {
      if (inside !== undefined && row.path.startsWith(inside)) continue;
      const [name = '', below] = row.path.slice(prefix.length).split('/', 2);
      const path = prefix + name;
      entries.push(
        below === undefined
          ? {
              path,
              sha256: row.sha256,
              sizeBytes: row.size_bytes,
              contentName: row.name,
              writtenAt: row.written_at,
            }
          : { path },
      );
      inside = below === undefined ? undefined : `${path}/`;
      from = path + (below === undefined ? NEXT : AFTER_FOLDER);
      if (entries.length > page.limit) break;
    }
  }
  return toPage(entries, page, (entry) => [
    entry.path.slice(prefix.length) + (entry.sizeBytes === undefined ? AFTER_FOLDER : NEXT),
  ]);
}

function readFrom(db: Kysely<Schema>, from: string, end: string | undefined) {
  let query = db
    .selectFrom('artifact_files as file')
    .innerJoin('artifact_contents as content', 'content.sha256', 'file.sha256')
    .select(['file.path', 'file.sha256', 'file.written_at', 'content.name', 'content.size_bytes'])
    .where('file.path', '>=', from)
    .orderBy('file.path')
    .limit(N_AT_ONCE);
  if (end !== undefined) query = query.where('file.path', '<', end);
  return query.execute();
}
