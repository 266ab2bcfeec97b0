import { invariant } from '@kaizenml/contracts';
import type { Kysely } from 'kysely';
import {
  type Content,
  type KeptFile,
  pathTaken,
  type TreeFileStore,
} from '../../artifacts/index.ts';
import { instant } from '../../kit/index.ts';
import type { Schema } from '../schema.ts';
import { listFolder } from './artifact-folders.ts';
import { walkFolder } from './artifact-walk.ts';
import { weighTrees } from './artifact-weights.ts';
import type { TableContext } from './context.ts';
import { snapshot } from './snapshot.ts';

/** Hashes, names and paths that one statement holds. */
const N_AT_ONCE = 500;

/** Files by path, and the contents that they share, in two tables. */
export function artifactFileTable({ db, clock }: TableContext): TreeFileStore {
  return {
    find: (path) => findFile(db, path),
    async findContent(sha256) {
      const row = await db
        .selectFrom('artifact_contents')
        .selectAll()
        .where('sha256', '=', sha256)
        .executeTakeFirst();
      return row && { contentName: row.name, sizeBytes: row.size_bytes };
    },
    put: ({ path, sha256, sizeBytes, contentName, isNew, insteadOf }) =>
      db.transaction().execute(async (transaction) => {
        await assertFree(transaction, path);
        const content = { sha256, name: contentName, size_bytes: sizeBytes };
        const kept = isNew
          ? await recordContent(transaction, content, insteadOf)
          : await holdContent(transaction, content);
        if (kept === undefined) return undefined;
        const before = await findFile(transaction, path);
        const written_at = instant(clock);
        await transaction
          .insertInto('artifact_files')
          .values({ path, sha256, written_at })
          .onConflict((conflict) => conflict.column('path').doUpdateSet({ sha256, written_at }))
          .execute();
        const released = [...kept.released];
        if (before !== undefined && before.sha256 !== sha256) {
          await lockContents(transaction, [before.sha256]);
          for (const { contentName: old } of await releaseUnused(transaction, [before.sha256]))
            released.push(old);
        }
        const file = { path, sha256, sizeBytes, contentName: kept.name, writtenAt: written_at };
        return { file, released };
      }),
    list: (folder, page) => listFolder(db, folder, page),
    walk: (folder, page) => walkFolder(db, folder, page),
    remove: (path) =>
      db.transaction().execute(async (transaction) => {
        const gone = await transaction
          .deleteFrom('artifact_files')
          .where(({ eb, or, and }) =>
            or([
              eb('path', '=', path),
              and([eb('path', '>=', `${path}/`), eb('path', '<', `${path}0`)]),
            ]),
          )
          .returning(['path', 'sha256'])
          .execute();
        const hashes = [...new Set(gone.map(({ sha256 }) => sha256))];
        const sizes = await lockContents(transaction, hashes);
        const files = gone
          .map((row) => ({ ...row, sizeBytes: sizes.get(row.sha256) ?? 0 }))
          .sort((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)));
        return { files, released: await releaseUnused(transaction, hashes) };
      }),
    weigh: (paths) => snapshot(db, (transaction) => weighTrees(transaction, paths)),
    copy: (from, to) =>
      db.transaction().execute(async (transaction) => {
        await assertFree(transaction, to);
        const taken = await findFile(transaction, to);
        if (taken !== undefined) throw pathTaken(to, to);
        const rows = await transaction
          .selectFrom('artifact_files')
          .selectAll()
          .where(({ eb, or, and }) =>
            or([
              eb('path', '=', from),
              and([eb('path', '>=', `${from}/`), eb('path', '<', `${from}0`)]),
            ]),
          )
          .execute();
        const copies = rows.map((row) => ({ ...row, path: to + row.path.slice(from.length) }));
        for (let at = 0; at < copies.length; at += N_AT_ONCE)
          await transaction
            .insertInto('artifact_files')
            .values(copies.slice(at, at + N_AT_ONCE))
            .execute();
        return copies.length;
      }),
    async recorded(names) {
      const found: string[] = [];
      for (let at = 0; at < names.length; at += N_AT_ONCE) {
        const rows = await db
          .selectFrom('artifact_contents')
          .select('name')
          .where('name', 'in', names.slice(at, at + N_AT_ONCE))
          .execute();
        for (const { name } of rows) found.push(name);
      }
      return found;
    },
  };
}

async function findFile(db: Kysely<Schema>, path: string): Promise<KeptFile | undefined> {
  const row = await db
    .selectFrom('artifact_files as file')
    .innerJoin('artifact_contents as content', 'content.sha256', 'file.sha256')
    .select(['file.path', 'file.sha256', 'file.written_at', 'content.name', 'content.size_bytes'])
    .where('file.path', '=', path)
    .executeTakeFirst();
  return (
    row && {
      path: row.path,
      sha256: row.sha256,
      sizeBytes: row.size_bytes,
      contentName: row.name,
      writtenAt: row.written_at,
    }
  );
}

/** Refuses a path that is a folder, or lies below a file. @throws ARTIFACT_PATH_TAKEN */
async function assertFree(db: Kysely<Schema>, path: string): Promise<void> {
  const names = path.split('/');
  const above = names.slice(1).map((_, i) => names.slice(0, i + 1).join('/'));
  const clash = await db
    .selectFrom('artifact_files')
    .select('path')
    .where(({ eb, or, and }) =>
      or([
        and([eb('path', '>=', `${path}/`), eb('path', '<', `${path}0`)]),
        ...(above.length === 0 ? [] : [eb('path', 'in', above)]),
      ]),
    )
    .orderBy('path')
    .limit(1)
    .executeTakeFirst();
  if (clash !== undefined) throw pathTaken(path, clash.path);
}

interface ContentRow {
  readonly sha256: string;
  readonly name: string;
  readonly size_bytes: number;
}

/** What bytes of a hash are called, and which names nobody needs. */
interface RecordedContent {
  readonly name: string;
  readonly released: readonly string[];
}

/** Locks a content that was known before; undefined when it has gone. */
async function holdContent(
  db: Kysely<Schema>,
  { sha256, name, size_bytes }: ContentRow,
): Promise<RecordedContent | undefined> {
  const held = await db
    .updateTable('artifact_contents')
    .set({ size_bytes })
    .where('sha256', '=', sha256)
    .where('name', '=', name)
    .returning('name')
    .executeTakeFirst();
  return held && { name, released: [] };
}

/** Records new bytes, unless others of the hash are there that are not known to be damaged. */
async function recordContent(
  db: Kysely<Schema>,
  content: ContentRow,
  insteadOf: string | undefined,
): Promise<RecordedContent> {
  const { sha256, name, size_bytes } = content;
  const kept = await db
    .insertInto('artifact_contents')
    .values(content)
    .onConflict((conflict) => conflict.column('sha256').doUpdateSet({ size_bytes }))
    .returning('name')
    .executeTakeFirst();
  invariant(kept !== undefined, 'an upsert gives its row');
  if (kept.name === name) return { name, released: [] };
  if (kept.name !== insteadOf) return { name: kept.name, released: [name] };
  await db.updateTable('artifact_contents').set({ name }).where('sha256', '=', sha256).execute();
  return { name, released: [kept.name] };
}

/**
 * Locks contents, as every file that is put does: on back-ends with many writers nobody begins to point at one meanwhile.
 *
 * @returns Bytes by hash.
 */
async function lockContents(
  db: Kysely<Schema>,
  hashes: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const sizes = new Map<string, number>();
  for (let at = 0; at < hashes.length; at += N_AT_ONCE) {
    const rows = await db
      .updateTable('artifact_contents')
      .set(({ ref }) => ({ size_bytes: ref('size_bytes') }))
      .where('sha256', 'in', hashes.slice(at, at + N_AT_ONCE))
      .returning(['sha256', 'size_bytes'])
      .execute();
    for (const { sha256, size_bytes } of rows) sizes.set(sha256, size_bytes);
  }
  return sizes;
}

/** Forgets those contents, which are locked, that no file points at. */
async function releaseUnused(
  db: Kysely<Schema>,
  hashes: readonly string[],
): Promise<readonly Content[]> {
  const released: Content[] = [];
  for (let at = 0; at < hashes.length; at += N_AT_ONCE) {
    const some = hashes.slice(at, at + N_AT_ONCE);
    const gone = await db
      .deleteFrom('artifact_contents')
      .where('sha256', 'in', some)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('artifact_files')
              .select('path')
              .whereRef('artifact_files.sha256', '=', 'artifact_contents.sha256'),
          ),
        ),
      )
      .returning(['name', 'size_bytes'])
      .execute();
    for (const { name, size_bytes } of gone)
      released.push({ contentName: name, sizeBytes: size_bytes });
  }
  return released;
}
