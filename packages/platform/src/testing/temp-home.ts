import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Home, openHome } from '../kit/index.ts';

/** A home in a fresh temporary folder. `await using` removes it at the end of the block. */
export interface TempHome extends AsyncDisposable {
  /** The folder around the home; whatever lies in it is removed too. */
  readonly folder: string;
  readonly home: Home;
}

/** Makes a home for a test. */
export async function tempHome(): Promise<TempHome> {
  const folder = await mkdtemp(join(tmpdir(), 'kaizen-test-'));
  return {
    folder,
    home: await openHome(join(folder, 'home')),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
