import assert from 'node:assert/strict';
import { readPages } from './asserts.ts';
import { AWKWARD_TEXT, aDataset, hash, upTo } from './examples.ts';
import { checksOf, type OpenStore, type StoreCheck } from './store-check.ts';

/** What every store does with datasets. */
export function datasetChecks(open: OpenStore): readonly StoreCheck[] {
  return checksOf(open, 'datasets', {
    'give back what was added, by name and by version': async ({ store: { datasets } }) => {
      const columns = [
        { name: AWKWARD_TEXT, kind: 'number' },
        { name: 'b', kind: 'id' },
      ] as const;
      const first = aDataset(1, { columns, nRows: 2 ** 40, source: AWKWARD_TEXT });
      const added = await datasets.add(first);
      assert.deepEqual(added, {
        record: { ...first, version: 1, createdAt: added.record.createdAt },
        isNew: true,
      });
      const { record: second } = await datasets.add(aDataset(2));
      assert.deepEqual(await datasets.find('penguins'), second);
      assert.deepEqual(await datasets.find('penguins@1'), added.record);
      assert.deepEqual(await datasets.find('penguins@2'), second);
      for (const reference of ['penguins@3', 'penguins@0', 'penguins@x', 'whales'])
        assert.equal(await datasets.find(reference), undefined);
      assert.deepEqual(await datasets.versions('penguins'), [second, added.record]);
      assert.deepEqual(await datasets.versions('whales'), []);
    },
    'keep one version of the same content, and a new one when it comes back later': async ({
      store: { datasets },
    }) => {
      const { record } = await datasets.add(aDataset(1));
      const repeated = await datasets.add(aDataset(1, { source: 'copy.csv' }));
      assert.deepEqual(repeated, { record, isNew: false });
      await datasets.add(aDataset(2));
      const third = await datasets.add(aDataset(1));
      assert.equal(third.isNew, true);
      assert.equal(third.record.version, 3);
      const elsewhere = await datasets.add(aDataset(1, { name: 'other' }));
      assert.equal(elsewhere.record.version, 1);
    },
    'number versions without gaps when two writers add at once': async ({ store, again }) => {
      const other = await again();
      const added = await Promise.all(
        upTo(20).map((i) => (i % 2 ? store : other).datasets.add(aDataset(i))),
      );
      const versions = added.map(({ record }) => record.version);
      assert.deepEqual(
        versions.sort((a, b) => a - b),
        upTo(20).map((i) => i + 1),
      );
    },
    'have tags and spans, and amend what a later look found': async ({ store: { datasets } }) => {
      const { record: first } = await datasets.add(aDataset(1, { span: '2026-01' }));
      const raw = { manifest: hash(7), sha256: hash(8), sizeBytes: 2 ** 40 } as const;
      const { record: second } = await datasets.add(aDataset(2, { span: '2026-02', raw }));
      assert.equal((await datasets.add(aDataset(1, { span: '2026-01' }))).isNew, false);
      assert.deepEqual(await datasets.find('penguins@2026-01'), first);
      assert.deepEqual(await datasets.find('penguins@2026-02'), second);
      for (const version of [2, 1]) await datasets.tag('penguins', { tag: 'good', version });
      assert.deepEqual(await datasets.tags('penguins'), [{ tag: 'good', version: 1 }]);
      assert.deepEqual(await datasets.find('penguins@good'), first);
      const columns = [{ name: 'a', kind: 'text' }] as const;
      await datasets.amend(first, { columns, raw });
      assert.deepEqual(await datasets.find('penguins@1'), { ...first, columns, raw });
      assert.equal(await datasets.untag('penguins', 'good'), true);
      assert.equal(await datasets.untag('penguins', 'good'), false);
    },
    'leave a tombstone when they are removed, and a number that is not given again': async ({
      store: { datasets },
    }) => {
      for (const number of upTo(3)) await datasets.add(aDataset(number));
      await datasets.tag('penguins', { tag: 'good', version: 3 });
      const third = await datasets.find('penguins@3');
      assert(third !== undefined);
      await datasets.remove([third]);
      assert.equal((await datasets.find('penguins'))?.version, 2);
      assert.equal((await datasets.list({ limit: 5 })).items[0]?.version, 2);
      assert.deepEqual(await datasets.tags('penguins'), []);
      const [tombstone] = await datasets.tombstones('penguins');
      assert.deepEqual([tombstone?.version, tombstone?.hash], [3, third.hash]);
      assert.equal((await datasets.add(aDataset(9))).record.version, 4);
      const versions = await datasets.locked(async (all) => all.map(({ version }) => version));
      assert.deepEqual(versions.sort(), [1, 2, 4]);
    },
    'write nothing when what must hold before does not': async ({ store: { datasets } }) => {
      const refuse = () => Promise.reject(new Error('no'));
      await assert.rejects(datasets.add(aDataset(1), refuse), /no/);
      assert.deepEqual(await datasets.versions('penguins'), []);
      assert.deepEqual((await datasets.list({ limit: 5 })).items, []);
    },
    'are listed by name, each with its newest version, in complete pages': async ({
      store: { datasets },
    }) => {
      for (const i of upTo(12))
        for (const version of upTo((i % 3) + 1))
          await datasets.add(aDataset(version, { name: `set-${String(i).padStart(2, '0')}` }));
      for (const limit of [1, 5, 12, 50]) {
        const items = await readPages((page) => datasets.list(page), limit);
        assert.deepEqual(
          items.map(({ name, version }) => [name, version]),
          upTo(12).map((i) => [`set-${String(i).padStart(2, '0')}`, (i % 3) + 1]),
        );
        assert.equal(items[2]?.hash, hash(2));
      }
    },
  });
}
