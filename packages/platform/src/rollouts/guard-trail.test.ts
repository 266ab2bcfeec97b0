import { expect, it } from 'vitest';
import { createGuardTrail } from './guard-trail.ts';

it('keeps the whole time in at most 128 points, evenly spread', () => {
  const trail = createGuardTrail();
  const lastMs = 10_000_000;
  for (let atMs = 0; atMs <= lastMs; atMs += 500) trail.add('r', { atMs, evidence: [] });
  const times = trail.read('r').map(({ atMs }) => atMs);
  expect(times.length).toBeLessThanOrEqual(128);
  expect(times.length).toBeGreaterThan(60);
  const gaps = times.slice(1).map((atMs, i) => atMs - (times[i] ?? 0));
  expect(new Set(gaps).size).toBe(1);
  expect(times[0]).toBe(0);
  expect(lastMs - (times.at(-1) ?? 0)).toBeLessThanOrEqual(gaps[0] ?? 0);
});

it('keeps rollouts apart, and gives up the one that began first when there are too many', () => {
  const trail = createGuardTrail();
  for (let i = 0; i <= 32; i++) trail.add(`rollout ${i}`, { atMs: i, evidence: [] });
  expect(trail.read('rollout 0')).toEqual([]);
  expect(trail.read('rollout 1')).toEqual([{ atMs: 1, evidence: [] }]);
  expect(trail.read('rollout 32')).toHaveLength(1);
});
