import { describe, expect, it } from 'vitest';
import { type Random, seededRandom } from '../../math/index.ts';
import { encodeText, type Table } from '../../table/index.ts';
import {
  attributionDrift,
  compareMarginDensity,
  comparePcaPlane,
  domainClassifier,
  fitPcaPlane,
  marginDensity,
  startHdddm,
  stepHdddm,
} from './index.ts';

/** Two columns of the same distribution in every table, that hang together or do not. */
function pairs(n: number, chance: Random, hangTogether: boolean): Table {
  const x = Float64Array.from({ length: n }, () => chance.normal());
  const y = x.map((value) => {
    const own = chance.normal();
    return hangTogether ? 0.9 * value + Math.sqrt(1 - 0.81) * own : own;
  });
  const level = Array.from(x, (value) => (value + chance.normal() > 0 ? 'high' : 'low'));
  return {
    nRows: n,
    columns: [
      { name: 'x', kind: 'number', values: x },
      { name: 'y', kind: 'number', values: y },
      encodeText('level', 'category', level),
    ],
  };
}

describe('a domain classifier', () => {
  it('sees columns that no longer hang together, though each looks as before', () => {
    const chance = seededRandom(1);
    const { auc, pValue } = domainClassifier(
      pairs(800, chance, true),
      pairs(800, chance, false),
      chance,
    );
    expect(auc).toBeGreaterThan(0.65);
    expect(pValue).toBeLessThan(1e-9);
  });

  it('raises no more false alarms than it says', () => {
    const chance = seededRandom(2);
    let nAlarms = 0;
    for (let i = 0; i < 40; i++)
      if (
        domainClassifier(pairs(120, chance, true), pairs(120, chance, true), chance).pValue < 0.05
      )
        nAlarms++;
    // Of 40 at 5 %, more than 6 come up once in two hundred times.
    expect(nAlarms).toBeLessThanOrEqual(6);
  });

  it('knows levels by their text, not by their code, and takes no column that one side lacks', () => {
    const chance = seededRandom(3);
    const table = (levels: readonly string[], extra: string): Table => ({
      nRows: levels.length,
      columns: [encodeText('level', 'category', levels), encodeText(extra, 'category', levels)],
    });
    const texts = Array.from({ length: 400 }, (_, i) => (i % 3 === 0 ? 'a' : 'b'));
    const verdict = domainClassifier(table(texts, 'u'), table(texts.toReversed(), 'v'), chance);
    expect(verdict.auc).toBeCloseTo(0.5, 1);
    expect(domainClassifier(table([], 'u'), table(texts, 'v'), chance)).toEqual({
      ...{ auc: 0.5, pValue: 1, nRows: [0, 400] },
    });
  });
});

describe('the plane of a reference', () => {
  it('is left by rows whose columns hang together otherwise', () => {
    const chance = seededRandom(4);
    const plane = fitPcaPlane(pairs(2000, chance, true));
    if (plane === undefined) return expect.unreachable('there are columns');
    expect(comparePcaPlane(plane, pairs(500, chance, true)).pValue).toBeGreaterThan(0.01);
    expect(comparePcaPlane(plane, pairs(500, chance, false)).pValue).toBeLessThan(1e-6);
    expect(comparePcaPlane(plane, { nRows: 0, columns: [] })).toMatchObject({ pValue: 1 });
  });

  it('of no column, or of one row, is none; a constant and a column without values have no spread', () => {
    const one = {
      nRows: 1,
      columns: [{ name: 'x', kind: 'number', values: Float64Array.of(1) }],
    } as const;
    expect([fitPcaPlane(one), fitPcaPlane({ nRows: 9, columns: [] })]).toEqual([
      undefined,
      undefined,
    ]);
    const flat: Table = {
      nRows: 3,
      columns: [
        { name: 'x', kind: 'number', values: Float64Array.of(2, 2, 2) },
        { name: 'none', kind: 'number', values: new Float64Array(3).fill(NaN) },
        encodeText('empty', 'category', [null, null, null]),
      ],
    };
    const plane = fitPcaPlane(flat);
    expect([plane?.mean, plane && comparePcaPlane(plane, flat).current]).toEqual([0, 0]);
  });
});

describe('margin density', () => {
  it('is the share of answers that are hardly decided', () => {
    const probabilities = Float64Array.of(0.55, 0.45, 0.9, 0.1, 0.39, 0.61, 0.2, 0.8);
    expect(marginDensity(probabilities, 2)).toBe(0.25);
    expect(marginDensity(probabilities, 2, 0.3)).toBe(0.5);
    expect(marginDensity(Float64Array.of(0.4, 0.35, 0.25), 3, 0.1)).toBe(1);
  });

  it('is suspect when it grows by more than chance', () => {
    const before = { density: 0.1, nRows: 1000 };
    const grown = compareMarginDensity(before, { density: 0.16, nRows: 500 });
    // The test of two shares, pooled: (0.16 - 0.1) / sqrt(0.12 * 0.88 * (1/1000 + 1/500)).
    expect(grown.z).toBeCloseTo(0.06 / Math.sqrt(0.12 * 0.88 * 0.003), 10);
    expect([grown.isSuspect, grown.pValue < 0.001]).toEqual([true, true]);
    expect(compareMarginDensity(before, { density: 0.04, nRows: 500 }).isSuspect).toBe(false);
    expect(compareMarginDensity({ ...before, density: 0 }, { density: 0, nRows: 9 })).toMatchObject(
      {
        ...{ z: 0, pValue: 1 },
      },
    );
  });
});

describe('attribution drift', () => {
  it('is the NDCG of the order of now by the weights of before', () => {
    const before = new Map([
      ['a', 6],
      ['b', 3],
      ['c', 1],
    ]);
    const same = attributionDrift(
      before,
      new Map([
        ['a', 60],
        ['b', 30],
        ['c', 10],
      ]),
    );
    expect(same).toEqual({ ndcg: 1, isDrift: false, moved: [] });
    const turned = attributionDrift(
      before,
      new Map([
        ['a', 1],
        ['b', 3],
        ['c', 6],
      ]),
    );
    const discounts = [1, 1 / Math.log2(3), 1 / 2];
    const gain = (order: readonly number[]) =>
      order.reduce((sum, weight, i) => sum + weight * (discounts[i] ?? 0), 0);
    expect(turned.ndcg).toBeCloseTo(gain([0.1, 0.3, 0.6]) / gain([0.6, 0.3, 0.1]), 12);
    expect([turned.isDrift, turned.moved[0]?.column]).toEqual([true, 'a']);
  });

  it('counts a column that one side lacks as weightless', () => {
    const { moved } = attributionDrift(new Map([['a', 1]]), new Map([['b', 1]]));
    expect(moved).toEqual([
      { column: 'a', before: 1, now: 0 },
      { column: 'b', before: 0, now: 1 },
    ]);
    expect(attributionDrift(new Map(), new Map()).ndcg).toBe(1);
  });
});

it('HDDDM refuses a batch on other bins', () => {
  expect(() => stepHdddm(startHdddm([[1, 2]], 3), [[1, 2, 3]], { nRows: 6 })).toThrow(
    'A batch must be counted on the bins of its reference, 2 per column, got 3.',
  );
});
