import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSqliteStore, type Store } from '../storage/index.ts';
import { type TempHome, tempHome } from '../testing/index.ts';
import { createGuardTrail } from './guard-trail.ts';

let temp: TempHome;
let store: Store;
beforeEach(async () => {
  temp = await tempHome();
  store = await openSqliteStore(temp.home.databasePath);
});
afterEach(async () => {
  await store.close();
  await temp[Symbol.asyncDispose]();
});

it('keeps the whole time in at most 128 points, evenly spread', async () => {
  const trail = createGuardTrail(store.rollouts);
  const lastMs = 5_000_000;
  for (let atMs = 0; atMs <= lastMs; atMs += 500) await trail.add('r', { atMs, evidence: [] });
  const times = (await trail.read('r')).map(({ atMs }) => atMs);
  expect(times.length).toBeLessThanOrEqual(128);
  expect(times.length).toBeGreaterThan(60);
  const gaps = times.slice(1).map((atMs, i) => atMs - (times[i] ?? 0));
  expect(new Set(gaps).size).toBe(1);
  expect(times[0]).toBe(0);
  expect(lastMs - (times.at(-1) ?? 0)).toBeLessThanOrEqual(gaps[0] ?? 0);
});

it('keeps rollouts apart, and gives up the one that began first when there are too many', async () => {
  const trail = createGuardTrail(store.rollouts);
  for (let i = 0; i <= 32; i++) await trail.add(`rollout ${i}`, { atMs: i, evidence: [] });
  expect(await trail.read('rollout 0')).toEqual([]);
  expect(await trail.read('rollout 1')).toEqual([{ atMs: 1, evidence: [] }]);
  expect(await trail.read('rollout 32')).toHaveLength(1);
});

it('outlives its process but for the last minute, and is whole once the rollout is over', async () => {
  const killed = createGuardTrail(store.rollouts);
  for (let atMs = 0; atMs <= 100_000; atMs += 1000) await killed.add('r', { atMs, evidence: [] });
  const next = createGuardTrail(store.rollouts);
  const timesOf = async (trail: typeof next) => (await trail.read('r')).map(({ atMs }) => atMs);
  expect(await timesOf(next)).toEqual((await timesOf(killed)).filter((atMs) => atMs <= 60_000));
  await next.add('r', { atMs: 110_000, evidence: [] });
  await next.end('r');
  const later = await timesOf(createGuardTrail(store.rollouts));
  expect([later[0], later.at(-1), later.length]).toEqual([0, 110_000, 62]);
});
