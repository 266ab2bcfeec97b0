import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { AppError } from '@kaizenml/contracts';
import type { Table } from '@kaizenml/ml/table';
import type { ArtifactStore } from '../../artifacts/store.ts';
import { tempOwner } from '../../kit/index.ts';
import { hashTable } from '../content-hash.ts';
import type { LoadableVersion } from '../load-version.ts';
import { readTable } from '../read-table.ts';
import type { RawFile } from '../store.ts';
import { restoreRaw } from './restore-raw.ts';

/**
 * Reads the bytes of a version as a table once more, and makes sure that it is the table of that time.
 *
 * @throws ARTIFACT_NOT_FOUND, ARTIFACT_DAMAGED, DISK_FULL
 */
export async function readRawTable(
  { chunks }: ArtifactStore,
  { raw, hash, source = 'table.csv' }: LoadableVersion & { readonly raw: RawFile },
  { signal }: { readonly signal?: AbortSignal | undefined },
): Promise<Table> {
  const folder = join(tmpdir(), `${tempOwner()}-${randomBytes(6).toString('hex')}-raw`);
  await mkdir(folder, { mode: 0o700 });
  try {
    const path = join(folder, basename(source));
    await restoreRaw(chunks, raw, path);
    const { table } = await readTable(path, { signal, tempPath: folder });
    if (hash !== undefined && hashTable(table) !== hash) throw readsOtherwise(hash, source);
    return table;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function readsOtherwise(hash: string, source: string): AppError {
  return new AppError('ARTIFACT_DAMAGED', {
    message: `The bytes of "${source}" must give the table "${hash}" again, got another one.`,
    hint: 'An earlier version of KaizenML read them otherwise: restore the file with `kaizen datasets restore` and add it again.',
    details: { hash, source },
  });
}
