import assert from 'node:assert/strict';
import type { Anomaly } from '@kaizenml/contracts';
import { readPages } from './asserts.ts';
import { AWKWARD_TEXT, upTo } from './examples.ts';
import { checksOf, type OpenStore, type StoreCheck } from './store-check.ts';

/** What every store does with schemas. */
export function schemaChecks(open: OpenStore): readonly StoreCheck[] {
  return checksOf(open, 'schemas', {
    'give back what was added, by name and by version': async ({ store: { schemas } }) => {
      const first = await schemas.add({ name: 'trips', text: AWKWARD_TEXT });
      assert.deepEqual(first, {
        record: {
          name: 'trips',
          version: 1,
          text: AWKWARD_TEXT,
          createdAt: first?.record.createdAt,
        },
        isNew: true,
      });
      const second = await schemas.add({ name: 'trips', text: 'b' });
      assert.deepEqual(await schemas.find('trips'), second?.record);
      assert.deepEqual(await schemas.find('trips@1'), first?.record);
      assert.equal(await schemas.find('trips@3'), undefined);
      assert.equal(await schemas.find('whales'), undefined);
      assert.deepEqual(await schemas.versions('trips'), [second?.record, first?.record]);
      assert.deepEqual(await schemas.add({ name: 'trips', text: 'b' }), {
        ...second,
        isNew: false,
      });
    },
    'refuse a version that was made from an older one': async ({ store, again }) => {
      const other = await again();
      await store.schemas.add({ name: 'trips', text: 'a' });
      const added = await Promise.all([
        store.schemas.add({ name: 'trips', text: 'b' }, 1),
        other.schemas.add({ name: 'trips', text: 'c' }, 1),
      ]);
      assert.equal(added.filter((one) => one === undefined).length, 1);
      assert.equal((await store.schemas.find('trips'))?.version, 2);
    },
    'are listed by name, each with its newest version, in complete pages': async ({
      store: { schemas },
    }) => {
      for (const i of upTo(7)) {
        await schemas.add({ name: `set-${i}`, text: 'a' });
        if (i % 2) await schemas.add({ name: `set-${i}`, text: 'b' });
      }
      for (const limit of [1, 3, 50]) {
        const items = await readPages((page) => schemas.list(page), limit);
        assert.deepEqual(
          items.map(({ name, version }) => [name, version]),
          upTo(7).map((i) => [`set-${i}`, (i % 2) + 1]),
        );
      }
    },
    'keep the proposals of the newest validation until they are decided on': async ({
      store: { schemas },
    }) => {
      const [a, b, none] = [anomaly('aaaaaaaa'), anomaly('bbbbbbbb'), anomaly(null)];
      await schemas.propose('trips', [b, none, a, b]);
      await schemas.propose('other', [a]);
      assert.deepEqual(await schemas.proposals('trips'), [b, a]);
      await schemas.settle('trips', ['bbbbbbbb', 'cccccccc']);
      assert.deepEqual(await schemas.proposals('trips'), [a]);
      await schemas.propose('trips', []);
      assert.deepEqual(await schemas.proposals('trips'), []);
      assert.deepEqual(await schemas.proposals('other'), [a]);
    },
  });
}

function anomaly(id: string | null): Anomaly {
  return {
    name: 'INT_TYPE_BIG_INT',
    number: 28,
    severity: 'error',
    column: AWKWARD_TEXT,
    short: 'Whole number too large',
    long: AWKWARD_TEXT,
    share: null,
    count: null,
    rows: [],
    patch: id === null ? null : { id, says: 'It may.', changes: [] },
    details: { max: 9 },
  };
}
