import { afterAll, beforeAll, describe, it } from 'vitest';
import { searchPromises } from '../../../../../../test/search/search-promises.ts';
import {
  openSearched,
  type SearchedDatabase,
} from '../../../../../../test/search/searched-database.ts';

describe('searchRuns in many stores', () => {
  let store: SearchedDatabase;
  beforeAll(async () => {
    store = await openSearched();
  });
  afterAll(() => store[Symbol.dispose]());

  it.each(searchPromises(() => store.db, 300))('$promise', ({ run }) => run());
});
