import assert from 'node:assert/strict';
import type { NewKey } from '../../keys/store.ts';
import { readPages } from './asserts.ts';
import { upTo } from './examples.ts';
import { checksOf, type OpenStore, type StoreCheck } from './store-check.ts';

const PAST = '2001-01-01T00:00:00.000Z';
const WHY = { by: 'person' } as const;
const FUTURE = '2999-01-01T00:00:00.000Z';

function aKey(changes: Partial<NewKey> = {}): NewKey {
  return {
    id: '01JD0000000000000000000000',
    name: 'billing',
    account: null,
    sha256: 'ab'.repeat(32),
    scopes: ['predict', 'read'],
    endpoints: ['churn', 'demand'],
    expiresAt: FUTURE,
    perSecond: 0.5,
    burst: 3,
    perDay: 1000,
    ...changes,
  };
}

/** What every store does with keys. */
export function keyChecks(open: OpenStore): readonly StoreCheck[] {
  return checksOf(open, 'keys', {
    'come back as they were made, with and without limits': async ({ store: { keys }, again }) => {
      const limited = await keys.add(aKey(), WHY);
      const free = await keys.add(
        aKey({
          id: 'b',
          endpoints: null,
          expiresAt: null,
          perSecond: null,
          burst: null,
          perDay: null,
        }),
        WHY,
      );
      for (const made of [limited, free]) {
        assert.deepEqual([made.revokedAt, made.lastUsedAt], [null, null]);
        assert.deepEqual(await (await again()).keys.find(made.id), made);
      }
      assert.deepEqual(limited, { ...limited, ...aKey() });
      assert.equal(await keys.find('c'), undefined);
    },
    'are revoked once, seen by other processes, and stay': async ({ store: { keys }, again }) => {
      const { id } = await keys.add(aKey(), WHY);
      const other = await again();
      await other.keys.revoke(id, WHY);
      const revoked = await keys.find(id);
      assert.notEqual(revoked?.revokedAt, null);
      await keys.revoke(id, WHY);
      assert.deepEqual(await keys.find(id), revoked);
      await keys.revoke('unknown', WHY);
    },
    'say whether any of them is valid': async ({ store: { keys } }) => {
      assert.equal(await keys.hasValid(), false);
      await keys.add(aKey({ id: 'over', expiresAt: PAST }), WHY);
      assert.equal(await keys.hasValid(), false);
      await keys.add(aKey({ id: 'a', expiresAt: null }), WHY);
      await keys.add(aKey({ id: 'b', expiresAt: FUTURE }), WHY);
      await keys.revoke('a', WHY);
      assert.equal(await keys.hasValid(), true);
      await keys.revoke('b', WHY);
      assert.equal(await keys.hasValid(), false);
    },
    'count requests of all processes by day, and the last use': async ({ store, again }) => {
      const other = await again();
      await store.keys.add(aKey({ id: 'a' }), WHY);
      await store.keys.add(aKey({ id: 'b' }), WHY);
      const use = (id: string, day: string, nRequests: number) => ({
        id,
        day,
        nRequests,
        lastUsedAt: `${day}T00:00:00.000Z`,
      });
      await Promise.all(
        upTo(10).map((i) => (i % 2 ? store : other).keys.addUses([use('a', '2026-01-02', i)])),
      );
      await store.keys.addUses([use('a', '2026-01-01', 7), use('b', '2026-01-02', 1)]);
      assert.equal(await other.keys.countUses('a', '2026-01-02'), 45);
      assert.equal(await other.keys.countUses('a', '2026-01-01'), 7);
      assert.equal(await other.keys.countUses('b', '2026-01-01'), 0);
      assert.equal((await store.keys.find('a'))?.lastUsedAt, '2026-01-02T00:00:00.000Z');
    },
    'come newest first in complete pages': async ({ store: { keys } }) => {
      for (const i of upTo(7)) await keys.add(aKey({ id: `id-${i}` }), WHY);
      for (const limit of [1, 3, 50]) {
        const items = await readPages((page) => keys.list(page), limit);
        assert.deepEqual(
          items.map(({ id }) => id),
          upTo(7)
            .map((i) => `id-${i}`)
            .reverse(),
        );
      }
    },
  });
}
