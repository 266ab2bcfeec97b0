import assert from 'node:assert/strict';
import type { CachedStep } from '../../pipelines/cache-store.ts';
import { AWKWARD_TEXT, hash } from './examples.ts';
import { checksOf, type OpenStore, type StoreCheck } from './store-check.ts';

const ENTRY: CachedStep = {
  key: AWKWARD_TEXT,
  step: 'fit',
  output: hash(1),
  finishedAt: '2026-01-02T03:04:05.678Z',
  durationMs: 12.75,
};

/** What every store does with finished steps. */
export function stepCacheChecks(open: OpenStore): readonly StoreCheck[] {
  return checksOf(open, 'the step cache', {
    'gives back what was put, and nothing for another key': async ({ store: { stepCache } }) => {
      await stepCache.put(ENTRY);
      assert.deepEqual(await stepCache.find(ENTRY.key), ENTRY);
      assert.equal(await stepCache.find('other'), undefined);
    },
    'replaces the entry of a key': async ({ store: { stepCache } }) => {
      await stepCache.put(ENTRY);
      const later = { ...ENTRY, output: hash<CachedStep['output']>(2), durationMs: 1 };
      await stepCache.put(later);
      assert.deepEqual(await stepCache.find(ENTRY.key), later);
    },
  });
}
