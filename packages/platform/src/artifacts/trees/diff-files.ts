import type { RemovedFile } from './store.ts';

/** A file as two runs are compared by: its path within them, and its content. */
export type ComparedFile = RemovedFile;

/** The content of a file. */
export type FileContent = Pick<ComparedFile, 'sha256' | 'sizeBytes'>;

/** A path at which the two are not the same. */
export interface FileChange {
  /** In the second; of a removed file in the first. */
  readonly path: string;
  readonly change: 'added' | 'removed' | 'changed' | 'moved';
  /** Path in the first of a moved file, else null. */
  readonly from: string | null;
  readonly before: FileContent | null;
  readonly after: FileContent | null;
}

export interface FileDiff {
  /** Files that are the same at the same path. */
  readonly same: { readonly nFiles: number; readonly sizeBytes: number };
  /** By path. */
  readonly changes: readonly FileChange[];
}

/**
 * What makes the second of two lists of files of the first, by hash: nothing is read.
 *
 * A file that went and one of the same content that came are one that moved; of several the first paths are paired. Empty files
 * do not move, for they are all alike. Of a path that a list has twice the last counts.
 *
 * @cost Memory for both lists.
 */
export async function diffFiles(
  first: AsyncIterable<ComparedFile>,
  second: AsyncIterable<ComparedFile>,
): Promise<FileDiff> {
  const before = await byPath(first);
  const after = await byPath(second);
  const removed = [...before.values()].filter(({ path }) => !after.has(path));
  const sources = Map.groupBy(removed.sort(inOrder), ({ sha256 }) => sha256);
  const changes: FileChange[] = [];
  const moved = new Set<string>();
  let nFiles = 0;
  let sizeBytes = 0;
  for (const file of [...after.values()].sort(inOrder)) {
    const { path } = file;
    const old = before.get(path);
    if (old?.sha256 === file.sha256) {
      nFiles++;
      sizeBytes += file.sizeBytes;
      continue;
    }
    const source =
      old === undefined && file.sizeBytes > 0 ? sources.get(file.sha256)?.shift() : undefined;
    if (source !== undefined) moved.add(source.path);
    changes.push({
      path,
      change: old !== undefined ? 'changed' : source !== undefined ? 'moved' : 'added',
      from: source?.path ?? null,
      before: contentOf(old ?? source),
      after: contentOf(file),
    });
  }
  for (const file of removed)
    if (!moved.has(file.path))
      changes.push({
        ...{ path: file.path, change: 'removed', from: null },
        ...{ before: contentOf(file), after: null },
      });
  return { same: { nFiles, sizeBytes }, changes: changes.sort(inOrder) };
}

async function byPath(files: AsyncIterable<ComparedFile>): Promise<Map<string, ComparedFile>> {
  const found = new Map<string, ComparedFile>();
  for await (const file of files) found.set(file.path, file);
  return found;
}

function contentOf(file: ComparedFile | undefined): FileContent | null {
  return file === undefined ? null : { sha256: file.sha256, sizeBytes: file.sizeBytes };
}

function inOrder(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}
