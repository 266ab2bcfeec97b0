import { AppError } from '@kaizenml/contracts';
import { findRights, type Rights, type Role, type Thing } from '../access/index.ts';
import {
  type ArtifactTrees,
  findTreeFolder,
  pathNotFound,
  treeFolder,
  type Uploads,
} from '../artifacts/index.ts';
import type { TrackingStore } from '../tracking/store.ts';
import { accessForbidden } from './refusals.ts';
import { assertEverywhere, experimentAt } from './things.ts';
import { allowed, narrowed } from './under-rights.ts';

/** Who knows whose files lie where. */
export type FileOwners = Pick<TrackingStore, 'runs' | 'models'>;

/**
 * Files as an account sees them: those of experiments that it may look at. To take files away for good needs `admin`. What lies outside
 * of every experiment needs the role everywhere.
 */
export function guardTrees(trees: ArtifactTrees, owners: FileOwners): ArtifactTrees {
  const mayRead = (rights: Rights, path: string) => isHeld(rights, { role: 'read', path, owners });
  const needs = (role: Role) => (rights: Rights, path: string) =>
    assertPath(rights, { role, path, owners });
  return {
    limitBytes: trees.limitBytes,
    write: allowed(trees, 'write', needs('write')),
    get: narrowed(trees, 'get', async (rights, path) => {
      if (await mayRead(rights, path)) return trees.get(path);
      throw pathNotFound(treeFolder(path));
    }),
    read: allowed(trees, 'read', (rights, { path }) => needs('read')(rights, path)),
    list: narrowed(trees, 'list', async (rights, folder, page) =>
      (await mayRead(rights, folder)) ? trees.list(folder, page) : { items: [] },
    ),
    async *walk(folder) {
      const rights = findRights();
      if (rights === undefined || (await mayRead(rights, folder))) yield* trees.walk(folder);
    },
    remove: allowed(trees, 'remove', needs('admin')),
    weigh: allowed(trees, 'weigh', async (rights, paths) => {
      for (const path of paths) await needs('read')(rights, path);
    }),
    copy: allowed(trees, 'copy', async (rights, from, to) => {
      await needs('read')(rights, from);
      await needs('write')(rights, to);
    }),
    sweep: allowed(trees, 'sweep', (rights) => assertEverywhere(rights, 'admin')),
  };
}

/** Uploads in parts as an account sees them. Who has the address of a part may send it: that alone puts it nowhere. */
export function guardUploads(uploads: Uploads, owners: FileOwners): Uploads {
  const needsWrite = (rights: Rights, path: string) =>
    assertPath(rights, { role: 'write', path, owners });
  return {
    begin: allowed(uploads, 'begin', (rights, { path }) => needsWrite(rights, path)),
    writePart: (id, partNumber, bytes) => uploads.writePart(id, partNumber, bytes),
    complete: allowed(uploads, 'complete', (rights, _id, _parts, at) => needsWrite(rights, at)),
    abort: allowed(uploads, 'abort', (rights, _id, at) => needsWrite(rights, at)),
    removeBefore: allowed(uploads, 'removeBefore', (rights) => assertEverywhere(rights, 'admin')),
  };
}

interface AskedPath {
  readonly role: Role;
  readonly path: string;
  readonly owners: FileOwners;
}

/** @throws ACCESS_FORBIDDEN, in the same words whether or not anything lies there, and ARTIFACT_PATH_INVALID */
async function assertPath(rights: Rights, asked: AskedPath): Promise<void> {
  if (await isHeld(rights, asked)) return;
  const { role, path } = asked;
  const owner = await ownerOf(path, asked.owners);
  if (owner !== undefined && rights.has('read', owner)) throw accessForbidden(rights, role, owner);
  const { account } = rights;
  throw new AppError('ACCESS_FORBIDDEN', {
    message: `The account "${account}" must have the role ${role} at the experiment of "${path}", got none that holds it.`,
    hint: 'Ask an administrator for the role.',
    details: { account, role, path },
  });
}

async function isHeld(rights: Rights, { role, path, owners }: AskedPath): Promise<boolean> {
  if (rights.has(role)) return true;
  const owner = await ownerOf(path, owners);
  return owner !== undefined && rights.has(role, owner);
}

/** The experiment of a file or folder; undefined where it is of none. The folder of an experiment is its number, unless it says otherwise. */
async function ownerOf(path: string, { runs, models }: FileOwners): Promise<Thing | undefined> {
  const parts = treeFolder(path).split('/');
  const [first = ''] = parts;
  if (/^(?:0|[1-9]\d{0,14})$/.test(first)) return experimentAt(first);
  for (const [i, part] of parts.entries()) {
    const id = parts[i - 1];
    if (part !== 'artifacts' || id === undefined) continue;
    const root = parts.slice(0, i + 1).join('/');
    const found = (await runs.find(id)) ?? (await models.find(id));
    if (found !== undefined && findTreeFolder(found.artifactUri) === root)
      return experimentAt(found.experimentId);
  }
  return undefined;
}
