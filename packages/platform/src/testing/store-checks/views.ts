import assert from 'node:assert/strict';
import { readPages } from './asserts.ts';
import { AWKWARD_TEXT } from './examples.ts';
import { checksOf, type OpenStore, type StoreCheck } from './store-check.ts';

/** What every store does with views. */
export function viewChecks(open: OpenStore): readonly StoreCheck[] {
  return checksOf(open, 'views', {
    'are kept under their names, replaced under the same, and forgotten': async ({
      store: { views },
    }) => {
      const names = ['best', 'Best', 'é', AWKWARD_TEXT];
      for (const name of names)
        await views.save({ name, page: 'runs', query: `q=${name}`, savedBy: null });
      const again = await views.save({
        ...{ name: 'best', page: 'compare', query: 'runs=a,b', savedBy: 'k1' },
      } as const);
      const list = (limit: number) => readPages((page) => views.list(page), limit);
      for (const limit of [1, 2, 100]) {
        const found = await list(limit);
        assert.deepEqual(
          found.map(({ name }) => name),
          [...names].sort(),
        );
        assert.deepEqual(
          found.find(({ name }) => name === 'best'),
          again,
        );
      }
      assert.equal(await views.remove('best'), true);
      assert.equal(await views.remove('best'), false);
      assert.equal((await list(100)).length, names.length - 1);
    },
  });
}
