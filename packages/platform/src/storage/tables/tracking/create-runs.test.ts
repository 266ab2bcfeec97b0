import { expect, it } from 'vitest';
import { openSearched } from '../../../../../../test/search/searched-database.ts';
import { createRuns, type NewRun } from './create-runs.ts';
import { createKeyNumbers } from './key-numbers.ts';
import { readRuns } from './read-runs.ts';

const aRun = (changes: Partial<NewRun>): NewRun => ({
  ...{ experimentId: '0', name: 'n', user: 'u', startedAtMs: 7, tags: { a: '1' } },
  ...changes,
});

it('makes those runs that it may, each as if the ones before were there', async () => {
  using searched = await openSearched();
  const { db } = searched;
  const ids = ['new-1', 'new-2', 'new-3', 'new-4'].values();
  const nextId = () => ids.next().value ?? '';
  const tools = { clock: { now: () => 0 }, nextId, keys: createKeyNumbers() };
  await createRuns(db, tools, [aRun({ id: 'taken' })]);
  const outcomes = await createRuns(db, tools, [
    aRun({ id: 'twice', experimentId: '404' }),
    aRun({ id: 'twice' }),
    aRun({ id: 'taken', tags: { a: 'other' } }),
    aRun({ id: 'twice', tags: { a: 'other' } }),
    aRun({ name: 'named by us' }),
  ]);
  const rows = await db.selectFrom('runs').selectAll().orderBy('number').execute();
  const kept = await readRuns(db, tools.keys, rows);
  expect(kept.map(({ id, tags }) => [id, tags])).toEqual([
    ['taken', { a: '1' }],
    ['twice', { a: '1' }],
    ['new-1', { a: '1' }],
  ]);
  expect(outcomes.map((one) => ('refused' in one ? one.refused.code : one.given))).toEqual([
    'EXPERIMENT_NOT_FOUND',
    kept[1],
    'RUN_EXISTS',
    'RUN_EXISTS',
    kept[2],
  ]);
});
