import { resolveParams } from '@kaizenml/contracts';
import { expect, it } from 'vitest';
import { log, seededRandom } from '../../math/index.ts';
import { isolationForest } from '../isolation-forest.ts';

const random = seededRandom(2);
const x = { nRows: 400, nColumns: 3, values: new Float64Array(1200).map(() => random.normal()) };
x.values.set([0.1, 30, -0.2], 3 * 77);
const params = resolveParams('isolation-forest', isolationForest.params, {});
const state = isolationForest.fit(x, params, { random: seededRandom(1) });
const parts = isolationForest.contributions(state, x);

it('names the column that sets a row apart', () => {
  const [a, b, c] = parts.subarray(3 * 77, 3 * 78);
  expect(b).toBeGreaterThan(5 * Math.max(Math.abs(a), Math.abs(c)));
});

it('adds up to how much shorter the path is than that of the rows of the fit', () => {
  // The score is 2^-(1 + excess), so log2 of the scores of two rows differs by what their parts differ.
  const scores = isolationForest.score(state, x);
  const shorter = (i: number): number =>
    parts[3 * i] + parts[3 * i + 1] + parts[3 * i + 2] - log(scores[i]) / Math.LN2;
  for (let i = 1; i < 400; i += 11) expect(shorter(i)).toBeCloseTo(shorter(0), 10);
});

it('is 0 where nothing tells rows apart', () => {
  const same = { nRows: 5, nColumns: 2, values: new Float64Array(10).fill(3) };
  const flat = isolationForest.fit(same, params, { random: seededRandom(1) });
  expect([...isolationForest.contributions(flat, same)]).toEqual(Array(10).fill(0));
  const [one] = [{ ...same, nRows: 1, values: same.values.slice(0, 2) }];
  const single = isolationForest.fit(one, params, { random: seededRandom(1) });
  expect([...isolationForest.contributions(single, one)]).toEqual([0, 0]);
});
