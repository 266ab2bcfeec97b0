import { expect, it } from 'vitest';
import { seededRandom } from '../../math/index.ts';
import { drawDistinct } from './draw-distinct.ts';

it('draws different numbers, every set alike', () => {
  const random = seededRandom(5);
  const counts = new Map<string, number>();
  for (let i = 0; i < 10_000; i++) {
    const set = [...drawDistinct(5, 2, random)].sort().join();
    counts.set(set, (counts.get(set) ?? 0) + 1);
  }
  expect(counts.size).toBe(10);
  // Each of the ten pairs is drawn 1000 times on average, with a deviation of 30.
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
});

it('draws all numbers where as many are wanted', () => {
  expect([...drawDistinct(7, 7, seededRandom(1))].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
});
