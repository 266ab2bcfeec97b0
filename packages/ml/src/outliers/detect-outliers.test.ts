import { describe, expect, it } from 'vitest';
import { packState, unpackState } from '../artifact/state-codec.ts';
import { exp, seededRandom } from '../math/index.ts';
import { encodeText, makeTable, type Table, takeRows } from '../table/index.ts';
import { detectOutliers, scoreOutliers } from './detect-outliers.ts';

/** People: height and weight go together, incomes have a long tail; row 50 is oddly light, row 80 odd in all. */
function people(nRows = 400): Table {
  const random = seededRandom(7);
  const heights = new Float64Array(nRows);
  const weights = new Float64Array(nRows);
  const incomes = new Float64Array(nRows);
  const eyes: (string | null)[] = [];
  for (let i = 0; i < nRows; i++) {
    const size = random.normal();
    heights[i] = 170 + 10 * size;
    weights[i] = 70 + 12 * size + 3 * random.normal();
    incomes[i] = 30_000 * exp(random.normal());
    eyes.push(i % 40 === 0 ? null : ['brown', 'brown', 'blue'][i % 3]);
  }
  heights[50] = 188;
  weights[50] = 52;
  heights[80] = 240;
  weights[80] = 160;
  eyes[80] = 'violet';
  incomes[3] = Number.NaN;
  return makeTable([
    { name: 'height', kind: 'number', values: heights },
    { name: 'weight', kind: 'number', values: weights },
    { name: 'income', kind: 'number', values: incomes },
    encodeText('eyes', 'category', eyes),
    encodeText(
      'id',
      'id',
      eyes.map((_, i) => `row ${i}`),
    ),
  ]);
}

const detect = (table: Table, given: object = {}) =>
  detectOutliers(table, { random: seededRandom(1), ...given });

describe.each(['isolation-forest', 'robust-distance'] as const)(
  'detectOutliers by %s',
  (detector) => {
    const table = people();
    const found = detect(table, { detector });

    it('finds the odd row, and hardly others', () => {
      const [first] = found.explained;
      expect(first.row).toBe(80);
      expect(first.falseAlarmShare).toBeLessThan(0.005);
      expect(found.nOutliers).toBeLessThan(10);
      expect(found.isOutlier[80]).toBe(1);
      const named = first.reasons.map(({ column }) => column);
      expect(named).toEqual(expect.arrayContaining(['eyes']));
      expect(first.reasons.map(({ text }) => text)).toContain(
        'eyes "violet" (0.256 % of the rows)',
      );
      const shares = first.reasons.map(({ share }) => share);
      expect(shares).toEqual([...shares].sort((a, b) => b - a));
      expect(found.model.columns.leftOut).toEqual([{ name: 'id', reason: 'identifies rows' }]);
    });

    it('sets the threshold by a known share of outliers where there is one', () => {
      const known = detect(table, { detector, contamination: 0.1 });
      expect(known.nOutliers).toBe(40);
      expect(known.explained).toHaveLength(20);
      const { scores } = known;
      const [a, b] = [known.explained[0].row, known.explained[1].row];
      expect(scores[a]).toBeGreaterThanOrEqual(scores[b]);
    });

    it('answers for new rows as for those it learned from, also after being written and read', () => {
      const again = scoreOutliers(found.model, table);
      expect(again.scores).toEqual(found.scores);
      expect(again.explained).toEqual(found.explained);
      const { json, tensors, bytes } = packState(found.model);
      const read = unpackState(JSON.parse(JSON.stringify(json)), tensors, bytes);
      const alone = scoreOutliers(read as typeof found.model, takeRows(table, [80]));
      expect(alone.scores[0]).toBe(found.scores[80]);
      expect(alone.explained[0].reasons).toEqual(found.explained[0].reasons);
    });

    it('gives an infinite number away, and takes a missing one for typical', () => {
      const odd = people();
      const { values } = odd.columns[0] as { readonly values: Float64Array };
      values[9] = Number.POSITIVE_INFINITY;
      const { scores, explained } = detect(odd, { detector, maxExplained: 400, falseAlarms: 0.05 });
      expect(scores[9]).toBeGreaterThan(scores.toSorted()[390]);
      for (const { reasons } of explained)
        for (const { text } of reasons) expect(text).not.toMatch(/NaN/);
      expect(Number.isFinite(scores[3])).toBe(true);
    });
  },
);

it('the robust distance sees a combination that is odd, and says what was to be expected', () => {
  const { explained } = detect(people(), { detector: 'robust-distance' });
  const light = explained.find(({ row }) => row === 50);
  const weight = light?.reasons.find(({ column }) => column === 'weight');
  expect(weight?.text).toMatch(
    /^weight 52 \(middle half .*; 9\d.* expected from the other columns\)$/,
  );
  expect(Math.abs((weight?.expected ?? 0) - 91)).toBeLessThan(4);
});

it('calls about as many ordinary rows outliers as it was allowed to', () => {
  const random = seededRandom(8);
  const cloud = (nRows: number): Table =>
    makeTable(
      ['a', 'b', 'c'].map((name) => ({
        name,
        kind: 'number' as const,
        values: new Float64Array(nRows).map(() => random.normal()),
      })),
    );
  for (const detector of ['isolation-forest', 'robust-distance'] as const) {
    const { model } = detect(cloud(1000), { detector, falseAlarms: 0.02 });
    const { isOutlier } = scoreOutliers(model, cloud(4000));
    const share = isOutlier.reduce((sum, is) => sum + is, 0) / 4000;
    expect(share).toBeLessThan(0.03);
  }
});

it('refuses tables and shares that it cannot use with a sentence', () => {
  const number = (values: readonly number[]): Table =>
    makeTable([{ name: 'a', kind: 'number', values: Float64Array.from(values) }]);
  for (const values of [
    [1, 1, 1],
    [Number.NaN, Number.NaN],
    [Number.POSITIVE_INFINITY, 2, 2],
  ])
    expect(() => detect(number(values))).toThrow(
      expect.objectContaining({
        code: 'FEATURES_UNUSABLE',
        message: expect.stringMatching(/got none: "a" /),
      }),
    );
  expect(() => detect(number([]))).toThrow(expect.objectContaining({ code: 'TABLE_EMPTY' }));
  for (const share of [0, 0.6, Number.NaN])
    expect(() => detect(people(), { falseAlarms: share })).toThrow(
      expect.objectContaining({ code: 'ARGUMENT_INVALID' }),
    );
  const { model } = detect(people(100));
  expect(() => scoreOutliers(model, number([1]))).toThrow(
    expect.objectContaining({ code: 'COLUMN_UNKNOWN' }),
  );
});

it.each([
  ['two rows', [1, 2]],
  ['the largest numbers', [1.7e308, -1.7e308, 1e308, -1e308, 0, 3]],
  ['the smallest numbers', [5e-324, 0, 1e-320, 3e-320, 5e-324]],
  [
    'infinite numbers among others',
    [Number.POSITIVE_INFINITY, 1, 2, 3, Number.NEGATIVE_INFINITY, 4],
  ],
  ['missing ones', [Number.NaN, 1, 2, 3]],
])('scores %s by finite numbers', (_, values) => {
  const columns = ['a', 'b'].map((name) => ({
    name,
    kind: 'number' as const,
    values: Float64Array.from(values),
  }));
  for (const detector of ['isolation-forest', 'robust-distance'] as const) {
    const { scores, falseAlarmShares } = detect(makeTable(columns), { detector });
    for (const score of scores) expect(Number.isFinite(score)).toBe(true);
    for (const share of falseAlarmShares) expect(share >= 0 && share <= 0.5).toBe(true);
  }
});
