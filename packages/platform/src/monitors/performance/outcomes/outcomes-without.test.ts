import { seededRandom } from '@kaizenml/ml/math';
import { describe, expect, it } from 'vitest';
import { addToMean } from './mean-sum.ts';
import { addCell, addOutcomes, meanOf, noOutcomes } from './outcome-counts.ts';
import { outcomesWithout } from './outcomes-without.ts';

function someRows(seed: number, n: number) {
  const random = seededRandom(seed);
  const counts = noOutcomes();
  for (let i = 0; i < n; i++) {
    const p = random.next();
    const weight = 1 + random.next();
    const truth = Number(random.next() < p);
    counts.nRows++;
    addCell(counts.calls, `${truth}/${Number(p >= 0.5)}`, { nRows: 1, weight, stated: 0 });
    addCell(counts.scores, `1/${Math.floor(p * 20)}/${truth}`, {
      ...{ nRows: 1, weight, stated: p * weight },
    });
    addToMean(meanOf(counts, 'brier'), (p - truth) ** 2, weight);
  }
  return counts;
}

describe('outcomesWithout', () => {
  it('is what the other rows showed, if they are counted alone', () => {
    const [part, rest] = [someRows(1, 40), someRows(2, 900)];
    const all = noOutcomes();
    addOutcomes(all, part);
    addOutcomes(all, rest);
    const found = outcomesWithout(all, part);
    expect(found.nRows).toBe(900);
    for (const kind of ['calls', 'scores'] as const) {
      expect(Object.keys(found[kind]).sort()).toEqual(Object.keys(rest[kind]).sort());
      for (const [key, cell] of Object.entries(rest[kind])) {
        expect(found[kind][key]?.nRows).toBe(cell.nRows);
        expect(found[kind][key]?.weight).toBeCloseTo(cell.weight, 9);
        expect(found[kind][key]?.stated).toBeCloseTo(cell.stated, 9);
      }
    }
    expect(found.means.brier?.mean).toBeCloseTo(rest.means.brier?.mean ?? Number.NaN, 12);
    expect(found.means.brier?.squares).toBeCloseTo(rest.means.brier?.squares ?? Number.NaN, 9);
  });

  it('leaves nothing where the part is all', () => {
    const all = someRows(3, 50);
    const { nRows, calls, means } = outcomesWithout(all, all);
    expect([nRows, calls, means.brier?.nRows]).toEqual([0, {}, 0]);
  });
});
