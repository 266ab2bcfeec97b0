import { describe, expect, it } from 'vitest';
import { packState, unpackState } from '../artifact/state-codec.ts';
import { seededRandom, shuffledIndices } from '../math/index.ts';
import { type Column, encodeText, makeTable, type Table, takeRows } from '../table/index.ts';
import { clusterTable, predictClusters } from './cluster-table.ts';
import { adjustedRand } from './indices/adjusted-rand.ts';

/** Two kinds of customers: 60 young renters, and 40 older owners of whom most are women. */
function customers(): Table {
  const random = seededRandom(5);
  const isOlder = (i: number): boolean => i % 5 < 2;
  const values = (of: (i: number) => number): Float64Array =>
    Float64Array.from({ length: 100 }, (_, i) => of(i));
  const texts = (of: (i: number) => string | null): (string | null)[] =>
    Array.from({ length: 100 }, (_, i) => of(i));
  return makeTable([
    {
      name: 'age',
      kind: 'number',
      values: values((i) => (isOlder(i) ? 57 : 30) + 4 * random.normal()),
    },
    { name: 'spent', kind: 'number', values: values(() => 100 + 5 * random.normal()) },
    encodeText(
      'home',
      'category',
      texts((i) => (i === 3 ? null : isOlder(i) ? 'owned' : 'rented')),
    ),
    encodeText(
      'sex',
      'category',
      texts((i) => (isOlder(i) && i % 10 < 9 ? 'female' : i % 2 ? 'male' : 'female')),
    ),
    encodeText(
      'member',
      'boolean',
      texts((i) => (isOlder(i) ? 'yes' : i % 3 ? 'no' : 'yes')),
    ),
  ]);
}

const quick = { nReferences: 8, nResamples: 4, maxK: 4 };
const cluster = (table: Table, given: object = {}) =>
  clusterTable(table, { random: seededRandom(1), ...quick, ...given });

describe('clusterTable', () => {
  const table = customers();
  const found = cluster(table);

  it('finds the groups and says what sets them apart', () => {
    expect(found.choice?.k).toBe(2);
    const truth = Int32Array.from({ length: 100 }, (_, i) => Number(i % 5 < 2));
    expect(adjustedRand(found.assignment.codes, truth)).toBe(1);
    const [young, older] = found.profiles;
    expect([young.size, young.share, older.size]).toEqual([60, 0.6, 40]);
    expect(older.description).toMatch(/only owned/);
    expect(older.description).toMatch(/older \(age 5\d(\.\d+)?–(5|6)\d(\.\d+)?\)/);
    expect(young.description).toMatch(/only rented/);
    expect(young.description).toMatch(/younger \(age/);
    expect(older.description).not.toMatch(/spent/);
    expect(young.description).toMatch(/mostly member no/);
    expect(found.stability?.agreement).toBe(1);
  });

  it('gives figures that are those of the rows', () => {
    const [young] = found.profiles;
    const age = young.traits.find(({ column }) => column === 'age');
    const ages = (table.columns[0] as { values: Float64Array }).values;
    const own = ages.filter((_, i) => i % 5 >= 2).sort();
    expect(age).toMatchObject({ kind: 'number', median: (own[29] + own[30]) / 2 });
    const member = young.traits.find(({ column }) => column === 'member');
    expect(member).toMatchObject({ kind: 'level', level: 'no', restShare: 0 });
    const no = Array.from({ length: 100 }, (_, i) => i).filter((i) => i % 5 >= 2 && i % 3 !== 0);
    expect(member).toMatchObject({ share: no.length / 60 });
  });

  it('gives a rule per cluster that is as good as it says', () => {
    const [young] = found.profiles;
    expect(young.rule.text).toMatch(/^(age ≤ |home is )/);
    expect(young.rule.precision).toBeGreaterThan(0.98);
    expect(young.rule.coverage).toBeGreaterThan(0.98);
    expect(young.rule.conditions).toHaveLength(1);
  });

  it('names typical rows: the first is nearest to the center', () => {
    for (const { typicalRows, code } of found.profiles) {
      const { codes, distances } = found.assignment;
      const own = distances.filter((_, i) => codes[i] === code);
      expect(typicalRows).toHaveLength(3);
      expect(distances[typicalRows[0]]).toBe(Math.min(...own));
    }
  });

  it('answers for new rows as for those it learned from, whatever else they have', () => {
    const wider = makeTable([
      { name: 'else', kind: 'number', values: new Float64Array(100) } as Column,
      ...table.columns.toReversed(),
    ]);
    expect(predictClusters(found.model, wider)).toEqual(found.assignment);
    const { json, tensors, bytes } = packState(found.model);
    const read = unpackState(JSON.parse(JSON.stringify(json)), tensors, bytes);
    expect(predictClusters(read as typeof found.model, table)).toEqual(found.assignment);
  });

  it('gives the same clusters for rows in another order, and the same bits for the same seed', () => {
    expect(cluster(table)).toEqual(found);
    const order = shuffledIndices(100, seededRandom(9));
    const shuffled = cluster(takeRows(table, order));
    expect([...shuffled.assignment.codes]).toEqual(
      [...order].map((row) => found.assignment.codes[row]),
    );
    expect(shuffled.profiles.map(({ size }) => size)).toEqual([60, 40]);
  });

  it('takes a given number of clusters and columns', () => {
    const given = cluster(table, { k: 3, columns: ['age', 'spent'] });
    expect(given.choice).toBeNull();
    expect(given.profiles).toHaveLength(3);
    expect(given.model.encoding.columns.map(({ name }) => name)).toEqual(['age', 'spent']);
    expect(() => cluster(table, { columns: ['wage'] })).toThrow(
      expect.objectContaining({ code: 'COLUMN_UNKNOWN' }),
    );
    expect(() => cluster(table, { k: 101 })).toThrow(
      expect.objectContaining({ code: 'TABLE_TOO_SMALL' }),
    );
  });
});

describe('clusterTable on what is hardly a table', () => {
  const number = (values: readonly number[]): Table =>
    makeTable([{ name: 'a', kind: 'number', values: Float64Array.from(values) }]);
  const { NaN: none, POSITIVE_INFINITY: infinite } = Number;

  it.each([
    ['duplicates only', [4, 4, 4, 4]],
    ['one row', [4]],
    ['nothing', [none, none]],
    ['infinite numbers', [infinite, -infinite, infinite]],
    ['tiny numbers', [5e-324, 0, 1e-320, 3e-320]],
  ])('refuses %s with a sentence', (_, values) => {
    expect(() => cluster(number(values))).toThrow(
      expect.objectContaining({
        code: 'FEATURES_UNUSABLE',
        message: expect.stringMatching(/ got none: "a" .*\.$/),
      }),
    );
  });

  it.each([
    ['two rows', [1, 2]],
    ['duplicates of two rows', [1, 1, 1, 5, 5, 5]],
    ['huge numbers', [1.7e308, -1.7e308, 0, 1e300, 5]],
    ['infinite among others', [infinite, 1, 2, 3, -infinite, 4]],
  ])('answers for %s', (_, values) => {
    const { assignment, choice } = cluster(number(values));
    expect(assignment.codes).toHaveLength(values.length);
    for (const distance of assignment.distances) expect(Number.isFinite(distance)).toBe(true);
    expect(choice?.reason).toMatch(/\.$/);
  });
});
