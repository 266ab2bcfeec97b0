import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenStore, storeChecks } from '../testing/index.ts';
import { openSqliteStore } from './index.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kaizen-store-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const factories: readonly { readonly name: string; readonly open: OpenStore }[] = [
  {
    name: 'sqlite',
    open: (place) => openSqliteStore(join(folder, `${place}.db`), { tracking: 'in-process' }),
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
