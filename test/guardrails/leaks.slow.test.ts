import { checkContamination, checkTarget, findLeaks } from '@kaizenml/ml/guardrails';
import { seededRandom, shuffledIndices } from '@kaizenml/ml/math';
import { type Column, encodeText, makeTable, type Table, takeRows } from '@kaizenml/ml/table';
import { afterAll, describe, expect, it } from 'vitest';
import { readTable } from '../../packages/platform/src/datasets/index.ts';
import { sharedData } from '../shared-data.ts';

/** Real tables, their targets, and the leaks that they hold by themselves. */
const TABLES: readonly (readonly [file: string, target: string, own: readonly string[]])[] = [
  ['adult/adults.parquet', 'class', []],
  ['titanic/kaggle_train.csv', 'Survived', []],
  ['titanic/seaborn_titanic.csv', 'survived', ['alive']],
  ['penguins/penguins.csv', 'species', []],
  ['german_credit/german.csv', 'column_21', []],
  ['elec2/elec.csv', 'class', []],
  ['aws_fraud_synthetic/dataset.csv', 'fraud', []],
  ['sagemaker_churn/training-dataset-with-header.csv', 'Churn', []],
  ['sklearn_toy/breast_cancer.clean.csv', 'target', []],
  ['bike_sharing/day.csv', 'cnt', ['registered + casual']],
  ['california_housing/housing.csv', 'median_house_value', []],
  ['wine_quality/wine-quality.csv', 'quality', []],
  ['chicago_taxi/testdata_data.csv', 'tips', []],
  ['nyc_taxi/seaborn_taxis.csv', 'total', ['dropoff', 'fare + tip + tolls']],
  ['nba/nba_2017_nba_players_with_salary.csv', 'SALARY_MILLIONS', []],
];
const MOST_ROWS = 1200;
const tally = new Map<string, [caught: number, planted: number]>();

describe.each(TABLES)('leaks into %s', (file, target, own) => {
  const path = sharedData(file);
  if (path === undefined) return it.skip('needs the shared data');

  it('are told where they are, and nowhere else', async () => {
    const { table } = await readTable(path);
    const { task } = checkTarget(table, target);
    const found = findLeaks(table, { target, task, random: seededRandom(1) });
    const named = found.map(({ column, details }) => column ?? String(details.formula));
    expect(named).toHaveLength(own.length);
    for (const one of own) expect(named.some((name) => name.startsWith(one))).toBe(true);
  });

  it('are caught at their plain strength when they are planted', async () => {
    const table = sampled((await readTable(path)).table, MOST_ROWS);
    const { task, target: known } = checkTarget(table, target);
    const y = new Float64Array(table.nRows).fill(Number.NaN);
    known.rows.forEach((row, i) => {
      y[row] = known.kind === 'regression' ? (known.values[i] ?? 0) : Number(known.codes[i] === 1);
    });
    const missed: string[] = [];
    for (const [fault, columns, culprits] of plant(
      y,
      known.kind === 'regression' ? 'number' : known.classes.length,
    )) {
      const planted = makeTable([...table.columns, ...columns]);
      const found = findLeaks(planted, { target, task, random: seededRandom(1) });
      const isCaught = found.some(({ column, details }) => {
        const names = column === undefined ? (details.columns as string[]) : [column];
        return culprits.every((name) => names.includes(name));
      });
      const [caught, n] = tally.get(fault) ?? [0, 0];
      tally.set(fault, [caught + Number(isCaught), n + 1]);
      if (!isCaught) missed.push(fault);
    }
    expect(missed).toEqual([]);
  });

  it('are told when they come with the split', async () => {
    const table = sampled((await readTable(path)).table, MOST_ROWS);
    const order = shuffledIndices(table.nRows, seededRandom(2));
    const nTest = Math.floor(table.nRows / 5);
    const [train, test] = [
      takeRows(table, order.subarray(nTest)),
      takeRows(table, order.subarray(0, nTest)),
    ];
    const copied = [
      ...order.subarray(0, nTest),
      ...order.subarray(nTest, nTest + Math.ceil(nTest / 10)),
    ];
    const codes = (a: Table, b: Table) =>
      checkContamination(a, b, { target, random: seededRandom(1) }).map(({ code }) => code);
    expect(codes(train, takeRows(table, copied))).toContain('SPLIT_DUPLICATES');
    expect(
      codes(train, test).filter((code) => code !== 'LEAK_PREPARED').length,
    ).toBeLessThanOrEqual(2);
  });
});

afterAll(() => {
  for (const [fault, [caught, planted]] of tally)
    process.stdout.write(`${fault}: ${caught} of ${planted}\n`);
});

function sampled(table: Table, most: number): Table {
  if (table.nRows <= most) return table;
  return takeRows(table, shuffledIndices(table.nRows, seededRandom(5)).subarray(0, most).sort());
}

type Fault = readonly [name: string, columns: readonly Column[], culprits: readonly string[]];

/**
 * Faults of plain strength; `y` is the number, or 1 for a class. Of a product or ratio the part that holds the target may be
 * named alone: where the target is mostly zero, it tells nearly all.
 */
function plant(y: Float64Array, kind: 'number' | number): Fault[] {
  const random = seededRandom(31);
  const at = (value: (i: number) => number) => Float64Array.from(y, (_, i) => value(i));
  const number = (name: string, value: (i: number) => number): Column => ({
    name,
    kind: 'number',
    values: at(value),
  });
  const nGroups = Math.max(5, Math.floor(y.length / 20));
  const group = at(() => random.below(nGroups));
  const sums = new Map<number, [n: number, sum: number]>();
  y.forEach((value, i) => {
    const [n, sum] = sums.get(group[i] ?? 0) ?? [0, 0];
    if (!Number.isNaN(value)) sums.set(group[i] ?? 0, [n + 1, sum + value]);
  });
  const rate = (i: number) => {
    const [n, sum] = sums.get(group[i] ?? 0) ?? [1, 0];
    return sum / n;
  };
  const part = at(() => random.next());
  const opened = at(() => 1.5e12 + random.next() * 3e10);
  const later: Fault[] = [
    ['mean of the own target', [number('zr', rate)], ['zr']],
    [
      'closed after it was opened',
      [
        { name: 'zopened', kind: 'date', values: opened },
        {
          name: 'zclosed',
          kind: 'date',
          values: at((i) => (opened[i] ?? 0) + 9e7 * (1 + random.next())),
        },
      ],
      ['zclosed'],
    ],
  ];
  const nZeros = y.filter((value) => value === 0).length;
  const parts = nZeros > y.length / 2 ? ['zb'] : ['za', 'zb'];
  if (kind === 'number')
    return [
      ...later,
      [
        'sum',
        [
          number('za', (i) => (y[i] ?? 0) * (part[i] ?? 0)),
          number('zb', (i) => (y[i] ?? 0) * (1 - (part[i] ?? 0))),
        ],
        ['za', 'zb'],
      ],
      [
        'product',
        [
          number('za', (i) => 0.5 + (part[i] ?? 0)),
          number('zb', (i) => (y[i] ?? 0) / (0.5 + (part[i] ?? 0))),
        ],
        parts,
      ],
      [
        'ratio',
        [
          number('za', (i) => 0.5 + (part[i] ?? 0)),
          number('zb', (i) => (y[i] ?? 0) * (0.5 + (part[i] ?? 0))),
        ],
        parts,
      ],
      ['target of the next row', [number('zn', (i) => y[i + 1] ?? Number.NaN)], ['zn']],
    ];
  const code = at(() => random.below(5));
  const text = (name: string, value: (i: number) => string | null): Column =>
    encodeText(
      name,
      'category',
      Array.from(y, (_, i) => value(i)),
    );
  const sided: Fault[] = [
    ...later,
    [
      'filled for one class',
      [text('zc', (i) => (y[i] === 1 && random.next() < 0.6 ? `reason ${random.below(9)}` : null))],
      ['zc'],
    ],
    [
      'missing for one class',
      [number('zm', (i) => (y[i] === 1 && random.next() < 0.6 ? Number.NaN : (part[i] ?? 0)))],
      ['zm'],
    ],
  ];
  if (kind !== 2) return sided;
  const lookup: Fault = [
    'lookup',
    [text('za', (i) => `a${code[i]}`), text('zb', (i) => `b${((code[i] ?? 0) + (y[i] ?? 0)) % 5}`)],
    ['za', 'zb'],
  ];
  return [...sided, lookup];
}
