import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../math/index.ts';
import { type Column, encodeText, makeTable, type NumericColumn } from '../../table/index.ts';
import { ksDistance } from './ks-distance.ts';
import { checkMissing } from './missing-not-at-random.ts';
import { checkSentinels } from './sentinel-values.ts';
import { checkUnitsBetween } from './units-changed.ts';
import { checkUnits } from './units-mixed.ts';

const N = 1_000;
const DAY = 86_400_000;
const random = seededRandom(5);
const column = (name: string, make: (i: number) => number, kind: 'number' | 'date' = 'number') =>
  ({ name, kind, values: Float64Array.from({ length: N }, (_, i) => make(i)) }) as NumericColumn;
const normal = (mean: number, sd: number) => () => mean + sd * random.normal();

describe('checkSentinels', () => {
  it.each([
    [
      '-999 among temperatures',
      column('t', (i) => (i % 50 === 0 ? -999 : 20 + random.normal())),
      [-999],
    ],
    ['-1 among counts', column('n', (i) => (i % 90 === 0 ? -1 : i % 7)), [-1]],
    ['two of them', column('n', (i) => [-9999, -999, 5 + (i % 40), 8, 9][i % 5]), [-9999, -999]],
    ['9999 above all', column('n', (i) => (i % 99 === 0 ? 9999 : i % 80)), [9999]],
    ['0 among heights', column('h', (i) => (i % 60 === 0 ? 0 : 150 + 40 * random.next())), [0]],
    [
      'the first day of Unix',
      column('d', (i) => (i % 70 === 0 ? 0 : (17_000 + i) * DAY), 'date'),
      ['1970-01-01'],
    ],
    [
      'a word for it',
      encodeText(
        'c',
        'category',
        Array.from({ length: N }, (_, i) => ['a', 'b', 'Unkown'][i % 3]),
      ),
      ['Unkown'],
    ],
  ] as [string, Column, unknown[]][])('finds %s', (_, given, values) => {
    const [finding] = checkSentinels(given);
    expect(finding).toMatchObject({ code: 'SENTINEL_VALUE', column: given.name });
    expect([...(finding.details.values as unknown[])].sort()).toEqual([...values].sort());
  });

  it.each([
    ['counts with zeros', column('n', (i) => (i % 3) * (i % 11))],
    [
      'amounts that are often 0',
      column('a', (i) => (i % 3 === 0 ? 0 : Math.exp(3 * random.normal()))),
    ],
    ['ups and downs', column('s', (i) => (i % 3) - 1)],
    ['scores that reach 99', column('s', (i) => i % 100)],
    ['balances below 0', column('b', normal(0, 600))],
    ['days of the sixties', column('d', (i) => (i - 500) * DAY, 'date')],
  ])('is silent on %s', (_, given) => {
    expect(checkSentinels(given)).toEqual([]);
  });

  it('names rows from 1', () => {
    const given = column('t', (i) => ([4, 9, 700].includes(i) ? -999 : 20 + random.normal()));
    expect(checkSentinels(given)[0].details).toMatchObject({ nRows: 3, rows: [5, 10, 701] });
  });
});

describe('checkUnits', () => {
  const height = normal(1.75, 0.09);
  const other = column('other', normal(0, 1));
  const source = encodeText(
    'source',
    'category',
    Array.from({ length: N }, (_, i) => 'abcd'[i % 4]),
  );
  const found = (...columns: Column[]) =>
    checkUnits(makeTable([...columns, other])).map(({ column: name, details }) => [
      name,
      details.evidence,
      Number((details.scale as number).toPrecision(4)),
    ]);

  it.each([
    ['cm here and there', column('h', (i) => height() * (i % 20 === 0 ? 100 : 1)), 'mixture', 100],
    [
      'feet in a tenth',
      column('h', (i) => height() * (i % 10 === 0 ? 3.2808 : 1)),
      'mixture',
      3.281,
    ],
    [
      'pounds in the last third',
      column('w', (i) => normal(70, 9)() * (i > 660 ? 2.2046 : 1)),
      'order',
      2.205,
    ],
    [
      'Fahrenheit in the last third',
      column('t', (i) => normal(18, 4)() * (i > 660 ? 1.8 : 1) + (i > 660 ? 32 : 0)),
      'order',
      1.8,
    ],
  ] as [string, Column, string, number][])('finds %s', (_, given, evidence, scale) => {
    expect(found(given)).toEqual([[given.name, evidence, scale]]);
  });

  it('finds a source that writes milliseconds, however wide the values spread', () => {
    const given = column('s', (i) => Math.exp(random.normal()) * (i % 4 === 2 ? 1000 : 1));
    expect(checkUnits(makeTable([given, source, other]))[0]).toMatchObject({
      column: 's',
      details: { evidence: 'source', scale: 1000 },
      message: expect.stringContaining('where "source" is "c"'),
    });
  });

  it.each([
    ['one unit', [column('h', height)]],
    ['a trend', [column('h', (i) => (1 + i / 250) * height())]],
    ['heavy tails', [column('a', () => Math.exp(2 * random.normal()))]],
    [
      'two populations that other columns know too',
      [
        column('h', (i) => height() * (i % 2 === 0 ? 3.2808 : 1)),
        column('w', (i) => normal(i % 2 === 0 ? 70 : 20, 4)()),
      ],
    ],
  ] as [string, Column[]][])('is silent on %s', (_, columns) => {
    expect(found(...columns)).toEqual([]);
  });

  it.each([
    [
      'pounds told by their digits, however wide the values spread',
      () => Number(Math.exp(random.normal()).toFixed(2)),
      2.20462,
    ],
    ['°F told by theirs', () => Number((20 + 8 * random.normal()).toFixed(1)), 1.8],
  ] as const)('finds %s', (_, make, factor) => {
    const given = column(
      'w',
      (i) => make() * (i % 7 === 0 ? factor : 1) + (factor === 1.8 && i % 7 === 0 ? 32 : 0),
    );
    const [one] = found(given);
    expect(one?.[1]).toBe('digits');
    expect(one?.[2] as number).toBeCloseTo(factor, 3);
  });

  it.each([
    ['thirds', 3],
    ['sixteenths', 16],
    ['minutes', 60],
  ])('takes %s as decimals for no unit', (_, denominator) => {
    expect(found(column('t', () => random.below(40 * denominator) / denominator))).toEqual([]);
  });

  it('finds miles among kilometres by the minutes that a trip takes', () => {
    const minutes = column('minutes', () => Math.exp(3 + random.normal()));
    const distance = (isMile: (i: number) => boolean) =>
      column('distance', (i) => {
        const kilometres = 0.5 * minutes.values[i] * Math.exp(0.07 * random.normal());
        return Math.round((100 * kilometres) / (isMile(i) ? 1.609344 : 1)) / 100;
      });
    expect(checkUnits(makeTable([distance((i) => i % 6 === 0), minutes, other]))).toMatchObject([
      { column: 'distance', details: { evidence: 'residual' } },
    ]);
    expect(checkUnits(makeTable([distance(() => false), minutes, other]))).toEqual([]);
  });

  it('finds a column whose unit changed between two tables', () => {
    const before = makeTable([column('fare', normal(14, 3)), other]);
    const after = makeTable([column('fare', (i) => 100 * normal(14, 3)() + (i % 2)), other]);
    expect(checkUnitsBetween(before, after)).toMatchObject([
      { code: 'UNITS_CHANGED', column: 'fare', details: { scale: 100, finer: 'second' } },
    ]);
    expect(checkUnitsBetween(before, before)).toEqual([]);
  });
});

describe('checkMissing', () => {
  const target = encodeText(
    'y',
    'category',
    Array.from({ length: N }, (_, i) => (i % 3 === 0 ? 'yes' : 'no')),
  );
  const gaps = (share: (i: number) => number, value = normal(0, 1)) =>
    column('x', (i) => (random.next() < share(i) ? Number.NaN : value()));
  const found = (...columns: Column[]) =>
    checkMissing(makeTable([...columns, target]), { target: 'y', task: 'binary' });

  it('finds gaps that follow the target', () => {
    expect(found(gaps((i) => (i % 3 === 0 ? 0.4 : 0.05)))).toMatchObject([
      { column: 'x', severity: 'warning', details: { isTarget: true, gaps: [{ with: 'y' }] } },
    ]);
  });

  it('finds gaps of high values where another column tells the value', () => {
    const truth = column('z', normal(0, 1));
    const cut = column('x', (i) => (truth.values[i] > 0.8 ? Number.NaN : truth.values[i]));
    expect(found(cut, truth)).toMatchObject([
      { severity: 'info', details: { isTarget: false, gaps: [{ columns: ['x'], with: 'z' }] } },
    ]);
  });

  it.each([0.02, 0.2, 0.6])('is silent where %s of the cells are missing at random', (share) => {
    expect(
      found(
        gaps(() => share),
        column('z', normal(0, 1)),
      ),
    ).toEqual([]);
  });
});

describe('ksDistance', () => {
  it('is that of the definition, with a conversion of the second sample', () => {
    const [a, b] = [Float64Array.of(1, 2, 3, 4), Float64Array.of(3, 4, 5, 6)];
    expect(ksDistance(a, b)).toBe(0.5);
    expect(
      ksDistance(
        a,
        a.map((x) => x / 100),
        100,
      ),
    ).toBe(0);
    expect(ksDistance(a, Float64Array.of(10, 11))).toBe(1);
  });
});
