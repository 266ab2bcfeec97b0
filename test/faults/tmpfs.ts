import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A small file system of its own. */
export interface SmallDisk extends Disposable {
  readonly path: string;
  /** Takes the right to write away, or gives it back. */
  setReadOnly(isReadOnly: boolean): void;
}

/** Mounts a file system of `size` (such as `1m`); undefined where this process may not mount. */
export function mountSmallDisk(size: string): SmallDisk | undefined {
  const path = mkdtempSync(join(tmpdir(), 'kaizen-disk-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', path]);
  if (mounted.status !== 0) {
    rmSync(path, { recursive: true });
    return undefined;
  }
  return {
    path,
    setReadOnly: (isReadOnly) => {
      const mode = isReadOnly ? 'ro' : 'rw';
      const { status } = spawnSync('mount', ['-o', `remount,${mode}`, path]);
      if (status !== 0) throw new Error(`${path} could not be made ${mode}`);
    },
    [Symbol.dispose]: () => {
      spawnSync('umount', ['-l', path]);
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** Whether this process may mount; it asks by doing so once. */
export function mayMount(): boolean {
  const disk = mountSmallDisk('1m');
  disk?.[Symbol.dispose]();
  return disk !== undefined;
}
