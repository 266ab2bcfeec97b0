import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../math/index.ts';
import { encodeText, makeTable, type Table } from '../../table/index.ts';
import { findWeakSegments, isInSegment } from './weak-segments.ts';

const N = 3000;
const PLANS = ['basic', 'family', 'gold'];

function draw(seed: number): {
  readonly table: Table;
  readonly months: Float64Array;
  readonly plans: (string | null)[];
} {
  const random = seededRandom(seed);
  const months = Float64Array.from({ length: N }, () =>
    random.next() < 0.1 ? Number.NaN : random.next() * 60,
  );
  const plans = Array.from({ length: N }, () => PLANS[random.below(3)] ?? null);
  const table = makeTable([
    { name: 'months', kind: 'number', values: months },
    { name: 'noise', kind: 'number', values: months.map(() => random.normal()) },
    encodeText('plan', 'category', plans),
  ]);
  return { table, months, plans };
}

const calls = (seed: number, rate: (i: number) => number) => {
  const random = seededRandom(seed);
  return Float64Array.from({ length: N }, (_, i) => Number(random.next() < rate(i)));
};

describe('findWeakSegments', () => {
  it('finds a level, a quarter and missing values where a model is planted to be weak, and nothing else', () => {
    const { table, months, plans } = draw(1);
    const losses = calls(2, (i) => {
      if (Number.isNaN(months[i])) return 0.5;
      return plans[i] === 'gold' ? 0.35 : (months[i] ?? 0) > 46 ? 0.4 : 0.1;
    });
    const found = findWeakSegments(table, losses, { areCalls: true });
    expect(
      found
        .map(
          ({ column, level, low }) =>
            level ?? (level === null ? `no ${column}` : `${column} > ${Math.round(low ?? 0)}`),
        )
        .sort(),
    ).toEqual(['gold', 'months > 46', 'no months']);
    const gold = found.find(({ level }) => level === 'gold');
    const own = losses.filter((_, i) => plans[i] === 'gold');
    expect(gold?.loss).toBeCloseTo(own.reduce((a, b) => a + b, 0) / own.length, 12);
    expect(gold?.nRows).toBe(own.length);
  });

  it('finds nothing in 100 models that are equally good everywhere, but for at most a few', () => {
    const { table } = draw(3);
    const told = Array.from({ length: 100 }, (_, seed) =>
      findWeakSegments(
        table,
        calls(100 + seed, () => 0.2),
        { areCalls: true },
      ),
    ).filter((found) => found.length > 0);
    expect(told.length).toBeLessThanOrEqual(3);
  });

  it('measures numbers by their errors', () => {
    const { table, plans } = draw(4);
    const random = seededRandom(5);
    const losses = Float64Array.from(
      { length: N },
      (_, i) => Math.abs(random.normal()) * (plans[i] === 'basic' ? 3 : 1),
    );
    const found = findWeakSegments(table, losses, { areCalls: false });
    expect(found.map(({ level }) => level)).toEqual(['basic']);
    expect((found[0]?.loss ?? 0) / (found[0]?.lossElsewhere ?? 1)).toBeCloseTo(3, 0);
  });
});

describe('isInSegment', () => {
  const figures = { column: 'x', nRows: 100, loss: 1, lossElsewhere: 0 };

  it.each([
    [{ level: 'gold' }, ['gold'], ['basic', null]],
    [{ level: null }, [null, Number.NaN], ['gold', 0]],
    [{ low: 10, high: 20 }, [10.5, 20], [10, 21, Number.NaN, null]],
    [{ low: 10 }, [1e9], [10]],
    [{ high: 0 }, [0, -5], [0.1]],
  ] as const)('tells the rows of %j', (ends, inside, outside) => {
    const segment = { ...figures, ...ends };
    expect(inside.map((cell) => isInSegment(segment, cell))).toEqual(inside.map(() => true));
    expect(outside.map((cell) => isInSegment(segment, cell))).toEqual(outside.map(() => false));
  });
});
