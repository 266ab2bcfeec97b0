import type { TreeEntry } from '../../artifacts/index.ts';

/** A file or folder as the protocol tells it. @param path What it is called: its name, or its path below the run. */
export function artifactFileBody(entry: TreeEntry, path: string): object {
  return entry.sizeBytes === undefined
    ? { path, is_dir: true }
    : { path, is_dir: false, file_size: entry.sizeBytes };
}
