import { zeros } from '@kaizenml/ml/math';
import type { KeptBins } from '@kaizenml/ml/models';
import { describe, expect, it } from 'vitest';
import { foldStore } from './fold-store.ts';

const matrices = { xTrain: zeros(8, 2), xTest: zeros(4, 2) };
const bins = { maxBins: 255 } as KeptBins;
const N_BYTES = 12 * 2 * 8;

describe('foldStore', () => {
  it('lets one fit prepare a fold and gives the others what it made', () => {
    const store = foldStore();
    expect(store.claim('dense/0')).toEqual({});
    expect(store.claim('dense/0')).toBeUndefined();
    expect(store.claim('dense/1')).toEqual({});
    store.put('dense/0', matrices);
    expect(store.claim('dense/0')?.prepared?.matrices).toBe(matrices);
    expect(store.claim('dense/1')).toBeUndefined();
  });

  it('hands a fold on whose fit ended before it was prepared', () => {
    const store = foldStore();
    store.claim('dense/0');
    store.settle('dense/0');
    expect(store.claim('dense/0')).toEqual({});
  });

  it('keeps the first bins of a fold', () => {
    const store = foldStore();
    store.claim('native/0');
    store.put('native/0', matrices);
    store.putBins('native/0', bins);
    store.putBins('native/0', { ...bins });
    store.putBins('native/1', bins);
    expect(store.claim('native/0')?.prepared?.bins).toBe(bins);
    expect(store.claim('native/1')).toEqual({});
  });

  it('keeps no more than it may: a fold beyond is prepared by each fit', () => {
    const store = foldStore(1.5 * N_BYTES);
    for (const key of ['a', 'b']) {
      store.claim(key);
      store.put(key, matrices);
    }
    expect(store.claim('a')?.prepared?.matrices).toBe(matrices);
    expect(store.claim('b')).toEqual({});
    store.put('b', matrices);
    expect(store.claim('b')).toEqual({});
  });
});
