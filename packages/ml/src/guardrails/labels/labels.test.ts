import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../math/index.ts';
import { encodeText, makeTable, type NumericColumn, type Table } from '../../table/index.ts';
import { checkNoisyLabels } from './noisy-labels.ts';
import { checkShiftedLabels } from './shifted-labels.ts';

const N = 600;

function problem(noise: number, { hardness = 0.3, seed = 3 } = {}): Table {
  const random = seededRandom(seed);
  const x = Array.from(
    { length: 3 },
    (_, j): NumericColumn => ({
      name: `x${j}`,
      kind: 'number',
      values: Float64Array.from({ length: N }, () => random.normal()),
    }),
  );
  const y = Array.from({ length: N }, (_, i) => {
    const isYes = x[0].values[i] + x[1].values[i] + hardness * random.normal() > 0;
    return isYes !== random.next() < noise ? 'yes' : 'no';
  });
  return makeTable([...x, encodeText('y', 'category', y)]);
}

const noisy = (table: Table) =>
  checkNoisyLabels(table, { target: 'y', task: 'binary', random: seededRandom(1) });

describe('checkNoisyLabels', () => {
  it.each([0.06, 0.12, 0.2])('finds a share of %s of turned labels', (share) => {
    const [finding] = noisy(problem(share));
    expect(finding).toMatchObject({ code: 'LABELS_NOISY', column: 'y' });
    expect(Math.abs((finding.details.share as number) - share)).toBeLessThan(0.05);
  });

  it('lists turned rows first, three of four', () => {
    const [clean, dirty] = [problem(0), problem(0.1)];
    const [a, b] = [clean, dirty].map(({ columns }) => columns[3] as ReturnType<typeof encodeText>);
    const [{ details }] = noisy(dirty);
    const rows = (details.rows as number[]).slice(0, 20);
    const isTurned = rows.filter(
      (row) => a.levels[a.codes[row - 1]] !== b.levels[b.codes[row - 1]],
    );
    expect(isTurned.length).toBeGreaterThanOrEqual(15);
  });

  it.each([
    ['an easy problem', 0.1],
    ['a hard problem', 1.5],
    ['a problem without a solution', 50],
  ])('is silent on %s', (_, hardness) => {
    expect(noisy(problem(0, { hardness }))).toEqual([]);
  });

  it('finds a fifth of one class turned into the other, and not a class that is hard', () => {
    const turned = (share: number) => {
      const { columns } = problem(0);
      const random = seededRandom(4);
      const y = columns[3] as ReturnType<typeof encodeText>;
      const words = Array.from(y.codes, (code) => y.levels[code]);
      return makeTable([
        ...columns.slice(0, 3),
        encodeText(
          'y',
          'category',
          words.map((word) => (word === 'yes' && random.next() < share ? 'no' : word)),
        ),
      ]);
    };
    const [finding] = noisy(turned(0.2));
    expect(finding.code).toBe('LABELS_NOISY');
    expect((finding.details.pairs as unknown[])[0]).toMatchObject({ label: 'no', seems: 'yes' });
    expect(noisy(turned(0))).toEqual([]);
  });

  it.each([
    ['a slipped point', (value: number) => value * 10],
    ['a lost sign', (value: number) => -value],
  ])('finds targets with %s that nothing predicts', (_, wrong) => {
    const random = seededRandom(8);
    const table = (share: number) =>
      makeTable([
        {
          name: 'x',
          kind: 'number',
          values: Float64Array.from({ length: N }, () => random.next()),
        },
        {
          name: 'y',
          kind: 'number',
          values: Float64Array.from({ length: N }, () => {
            const value = 100 + 20 * random.normal();
            return random.next() < share ? wrong(value) : value;
          }),
        },
      ]);
    const told = (share: number) =>
      checkNoisyLabels(table(share), {
        target: 'y',
        task: 'regression',
        random: seededRandom(1),
      }).map(({ code }) => code);
    expect(told(0.03)).toEqual(['LABELS_OUTLYING']);
    expect(told(0)).toEqual([]);
  });

  it('finds numbers ten times too large, and nothing without them', () => {
    const random = seededRandom(8);
    const x = Float64Array.from({ length: N }, () => random.next());
    const told = (factor: number) => {
      const values = x.map(
        (value, i) => (10 + 50 * value + random.normal()) * (i % 60 === 7 ? factor : 1),
      );
      const table = makeTable([
        { name: 'x', kind: 'number', values: x },
        { name: 'y', kind: 'number', values },
      ]);
      return checkNoisyLabels(table, { target: 'y', task: 'regression', random: seededRandom(1) });
    };
    const [{ code, details }] = told(10);
    expect(code).toBe('LABELS_OUTLYING');
    expect((details.rows as number[]).slice(0, 5).every((row) => (row - 1) % 60 === 7)).toBe(true);
    expect(told(1)).toEqual([]);
  });
});

describe('checkShiftedLabels', () => {
  const rows = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
  const halves = { first: rows(0, 300), second: rows(300, 600) };
  const classes = (isYes: (i: number) => boolean) =>
    makeTable([
      encodeText(
        'y',
        'category',
        rows(0, N).map((i) => (isYes(i) ? 'yes' : 'no')),
      ),
    ]);

  it('finds another share of classes, and says which', () => {
    const table = classes((i) => (i < 300 ? i % 4 === 0 : i % 2 === 0));
    const [finding] = checkShiftedLabels(table, { target: 'y', task: 'binary', ...halves });
    expect(finding.message).toBe(
      'Target "y" differs between training and test rows: class "no" has 75 % of the training rows and 50 % of the test rows.',
    );
  });

  it('finds a rare class that is three times as frequent', () => {
    const table = classes((i) => (i < 300 ? i % 100 === 0 : i % 12 === 0));
    expect(checkShiftedLabels(table, { target: 'y', task: 'binary', ...halves })).toHaveLength(1);
  });

  it('finds numbers that moved, and is silent where halves are alike', () => {
    const numbers = (shift: number) =>
      makeTable([
        {
          name: 'y',
          kind: 'number',
          values: Float64Array.from(rows(0, N), (i) => ((i * 37) % 100) + (i < 300 ? 0 : shift)),
        },
      ]);
    const about = { target: 'y', task: 'regression', ...halves } as const;
    expect(checkShiftedLabels(numbers(25), about)).toMatchObject([{ code: 'LABELS_SHIFTED' }]);
    expect(checkShiftedLabels(numbers(0), about)).toEqual([]);
    expect(
      checkShiftedLabels(
        classes((i) => i % 5 === 0),
        { target: 'y', task: 'binary', ...halves },
      ),
    ).toEqual([]);
  });
});
