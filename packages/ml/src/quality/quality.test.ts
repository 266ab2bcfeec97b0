import { describe, expect, it } from 'vitest';
import { seededRandom } from '../math/index.ts';
import { type CodedColumn, encodeText, type NumericColumn } from '../table/index.ts';
import { chooseBinning, countColumn } from '../windows/index.ts';
import {
  checkQuality,
  measureQuality,
  QUALITY_CHECKS,
  type QualityQuestion,
  type WindowedColumn,
} from './index.ts';

const numbers = (
  values: readonly number[],
  kind: NumericColumn['kind'] = 'number',
): NumericColumn => ({ ...{ name: 'x', kind }, values: Float64Array.from(values) });
const levels = (values: readonly (string | null)[], kind: CodedColumn['kind'] = 'category') =>
  encodeText('plan', kind, values);

function beside<C extends NumericColumn | CodedColumn>(reference: C, current: C): WindowedColumn {
  const binning = chooseBinning(reference);
  return {
    binning,
    reference: countColumn(binning, reference),
    current: countColumn(binning, current),
  };
}
const findings = (...columns: WindowedColumn[]) => checkQuality({ columns });
const drawn = (n: number, draw: (i: number) => number, seed = 1): number[] => {
  const random = seededRandom(seed);
  return Array.from({ length: n }, () => draw(random.normal()));
};
const usual = numbers(drawn(5000, (z) => 100 + 15 * z));
const later = (draw: (z: number) => number, n = 500) => numbers(drawn(n, draw, 2));
const plans = (n: number, other: (i: number) => string | null | undefined = () => undefined) => {
  const random = seededRandom(n);
  return levels(
    Array.from({ length: n }, (_, i) => {
      const level = ['basic', 'basic', 'gold', 'team'][random.below(4)] ?? null;
      const instead = other(i);
      return instead === undefined ? level : instead;
    }),
  );
};

describe('a window like its reference', () => {
  it('has no findings, but an answer to every question', () => {
    const columns = [
      beside(
        usual,
        later((z) => 100 + 15 * z),
      ),
      beside(plans(5000), plans(400)),
    ];
    const question: QualityQuestion = {
      columns,
      names: { reference: ['x', 'plan'], current: ['plan', 'x'] },
      volume: { nRows: 98, past: [100, 104, 97, 95, 102, 99] },
      freshness: {
        sinceLastMs: 900,
        gapsMs: [800, 1000, 1200, 900, 950, 1100, 990, 1010, 1005, 1e3],
      },
    };
    expect(checkQuality(question, { rate: 0.05 })).toEqual([]);
    const asked = measureQuality(question);
    expect(asked.map(({ check }) => check)).toEqual([
      ...['volume', 'freshness'],
      ...['missing', 'range', 'units', 'stuck', 'infinite'],
      ...['missing', 'new-levels', 'stuck'],
    ]);
    for (const { pValue } of asked) expect(pValue).toBeGreaterThan(0.01);
  });

  it('of no rows is a matter of volume alone', () => {
    const empty = beside(usual, numbers([]));
    expect(
      checkQuality({ columns: [empty], volume: { nRows: 0, past: [90, 100, 99, 95, 101, 98] } }),
    ).toMatchObject([{ check: 'volume', why: 'No rows came in this window, usually about 97.' }]);
  });
});

describe('a finding', () => {
  it('of missing values names both shares', () => {
    const broken = usual.values.slice(0, 500).fill(Number.NaN, 0, 60);
    expect(findings(beside(usual, numbers([...broken])))).toMatchObject([
      {
        ...{ check: 'missing', column: 'x', effect: 0.12, expected: '0 %', found: '12 %' },
        why: 'Column "x" has no value in 12 % of the rows, in the reference in 0 %.',
      },
    ]);
  });

  it('of levels names those that are new', () => {
    const current = plans(400, (i) => (i < 20 ? 'platinum' : i < 25 ? 'Gold' : undefined));
    expect(findings(beside(plans(5000), current))).toMatchObject([
      {
        ...{ check: 'new-levels', column: 'plan', effect: 25 / 400 },
        why: 'Column "plan" has levels in 6.25 % of the rows that the reference never had, such as "platinum" and "Gold".',
      },
    ]);
  });

  it('of rare levels asks whether there are more of them', () => {
    const rare = (n: number, most: number, seed: number) => {
      const random = seededRandom(seed);
      return levels(Array.from({ length: n }, () => `shop ${random.below(most)}`));
    };
    expect(findings(beside(rare(9000, 3000, 1), rare(900, 3000, 2)))).toEqual([]);
    expect(findings(beside(rare(9000, 300, 1), rare(900, 30_000, 2)))).toMatchObject([
      { check: 'new-levels' },
    ]);
  });

  it('of the range says how many rows are beyond, and how far', () => {
    const current = [...later((z) => 100 + 15 * z, 480).values, ...Array(20).fill(999)];
    const [finding, ...rest] = findings(beside(usual, numbers(current)));
    expect(rest).toEqual([]);
    expect(finding).toMatchObject({ check: 'range', effect: 0.04 });
    expect(finding?.why).toMatch(
      /^Column "x" is beyond the range of the reference, .+ to .+, in 4 % of the rows: 999 at most\.$/,
    );
  });

  it('of dates leaves alone that time goes on', () => {
    const from = (start: number) =>
      numbers(
        Array.from({ length: 900 }, (_, i) => start + i * 60_000),
        'date',
      );
    expect(findings(beside(from(1.7e12), from(1.8e12)))).toEqual([]);
  });

  it('of a sensor names the value that it is stuck at', () => {
    expect(findings(beside(usual, numbers(Array(30).fill(101))))).toMatchObject([
      { check: 'stuck', found: '101 in every row' },
    ]);
    expect(findings(beside(plans(5000), levels(Array(60).fill('team'))))).toMatchObject([
      { check: 'stuck', found: '"team" in every row' },
    ]);
    const mostlyZero = numbers(drawn(5000, (z) => (z > 2.3 ? 1 : 0)));
    expect(findings(beside(mostlyZero, numbers(Array(100).fill(0))))).toEqual([]);
  });

  it('of a stuck sensor is none where windows have one value each by nature', () => {
    const hours = (value: number) => numbers(Array(60).fill(value));
    const column = beside(numbers(Array.from({ length: 5000 }, (_, i) => i % 24)), hours(7));
    const past = [4, 5, 6].map((hour) => countColumn(column.binning, hours(hour)));
    expect(findings(column)).toMatchObject([{ check: 'stuck', found: '7 in every row' }]);
    expect(findings({ ...column, past })).toEqual([]);
    const stuckBefore = [7, 7, 7].map((hour) => countColumn(column.binning, hours(hour)));
    expect(findings({ ...column, past: stuckBefore })).toHaveLength(1);
  });

  it('of a flag that is seldom set asks whether windows before had it', () => {
    const flags = (n: number) =>
      numbers(Array.from({ length: n }, (_, i) => (i % 40 === 0 ? 1 : 0)));
    const none = numbers(Array(600).fill(0));
    const column = beside(flags(5000), none);
    const windows = (...tables: (typeof none)[]) =>
      tables.map((table) => countColumn(column.binning, table));
    expect(findings(column)).toEqual([]);
    expect(findings({ ...column, past: windows(none, flags(600), none) })).toEqual([]);
    expect(findings({ ...column, past: windows(flags(600), flags(600), none) })).toMatchObject([
      { check: 'stuck', found: '0 in every row' },
    ]);
  });

  it('of infinite values is no matter of the range', () => {
    const current = [...later((z) => 100 + 15 * z, 496).values, ...Array(4).fill(Infinity)];
    expect(findings(beside(usual, numbers(current)))).toMatchObject([
      { check: 'infinite', effect: 4 / 500 },
    ]);
  });

  it('of another type shows a value, and explains what is missing', () => {
    const current = later((z) => 100 + 15 * z);
    current.values.fill(Number.NaN, 0, 200);
    const otherType = { nRows: 200, example: '12,5' };
    expect(findings({ ...beside(usual, current), otherType })).toMatchObject([
      {
        ...{ check: 'type', effect: 0.4, expected: 'number' },
        why: 'Column "x" is of kind number in the reference, and 40 % of the rows have another type, such as "12,5".',
      },
    ]);
  });

  it('of columns names a new one that may be an old one', () => {
    const names = { reference: ['user_id', 'age'], current: ['age', 'UserId', 'note'] };
    expect(checkQuality({ names }).map(({ why }) => why)).toEqual([
      'Column "user_id" of the reference is gone. "UserId" is new: was it renamed?',
      'Column "UserId" is new: the reference does not have it.',
      'Column "note" is new: the reference does not have it.',
    ]);
  });

  it('is left out where it is too small to matter, or may be chance', () => {
    const many = beside(numbers(Array(1e5).fill(0)), numbers(Array(1e5).fill(0)));
    many.current.missing = 500;
    expect(checkQuality({ columns: [many] })).toEqual([]);
    expect(checkQuality({ columns: [many] }, { leastShare: 0.001 })).toHaveLength(1);
    const few = beside(usual, numbers([100, 90, 120, Number.NaN]));
    few.reference.missing = 40;
    expect(checkQuality({ columns: [few] })).toEqual([]);
  });

  it('of weighted rows is as sure as the rows that they stand for allow', () => {
    const binning = chooseBinning(usual);
    const current = numbers([
      ...later((z) => 100 + 15 * z, 46).values,
      ...Array(4).fill(Number.NaN),
    ]);
    const pValueOf = (weight: number) => {
      const weights = new Float64Array(50).fill(weight);
      const column = {
        binning,
        reference: countColumn(binning, usual),
        current: countColumn(binning, current, weights),
      };
      return measureQuality({ columns: [column] }).find(({ check }) => check === 'missing')?.pValue;
    };
    expect(pValueOf(1000)).toBe(pValueOf(1));
  });

  it('names every check of the list', () => {
    const names = measureQuality({
      columns: [
        { ...beside(usual, usual), otherType: { nRows: 0, example: null } },
        beside(plans(10), plans(10)),
      ],
      names: { reference: ['a'], current: ['b'] },
      volume: { nRows: 5, past: [5, 5, 5, 5, 5, 6] },
      freshness: { sinceLastMs: 1, gapsMs: Array(20).fill(10) },
    }).map(({ check }) => check);
    expect(new Set(names)).toEqual(new Set(QUALITY_CHECKS));
  });

  it.each(['rate', 'leastShare', 'leastChange'])('is refused with %s beyond its range', (name) => {
    expect(() => checkQuality({}, { [name]: 1.5 })).toThrow(`${name} must be a share from 0 to 1`);
  });
});
