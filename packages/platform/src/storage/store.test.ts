import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenStore, storeChecks } from '../testing/index.ts';
import { openSqliteStore } from './index.ts';

let folder = '';
const places = new Set<string>();
const openPath = (path: string) => openSqliteStore(path, { tracking: 'in-process' });
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kaizen-store-'));
  await (await openPath(join(folder, 'empty.db'))).close();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const factories: readonly { readonly name: string; readonly open: OpenStore }[] = [
  {
    name: 'sqlite',
    async open(place) {
      const path = join(folder, `${place}.db`);
      // A copy of an empty store, since every other check would migrate one.
      if (!places.has(place)) await copyFile(join(folder, 'empty.db'), path);
      places.add(place);
      return await openPath(path);
    },
  },
];

describe.each(factories)('store on $name', ({ open }) => {
  it.each(storeChecks(open))('$promise', ({ run }) => run());
});

describe('storeChecks', () => {
  it('names every promise once', () => {
    const promises = storeChecks(async () => expect.unreachable()).map(({ promise }) => promise);
    expect(new Set(promises).size).toBe(promises.length);
  });
});
