import type { NoveltyModel } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { adultTable, housingTable } from '../../../../../test/real-tables.ts';
import { seededRandom, shuffledIndices } from '../../math/index.ts';
import {
  type Cell,
  cell,
  getColumn,
  isNumeric,
  makeTable,
  type Table,
  takeRows,
} from '../../table/index.ts';
import { throughJson } from '../../testing/index.ts';
import { fitNovelty } from './fit-novelty.ts';
import { noveltyScorer } from './novelty-scorer.ts';

const TABLES = { housing: housingTable(), adult: adultTable() };
const REAL = Object.entries(TABLES).flatMap(([name, table]) =>
  table === undefined ? [] : [{ name, table }],
);

const KNOWN = new Map<Table, ReturnType<typeof halvesOf>>();

function halves(table: Table): ReturnType<typeof halvesOf> {
  const known = KNOWN.get(table) ?? halvesOf(table);
  KNOWN.set(table, known);
  return known;
}

/** A model of six thousand rows, and the rows that it has not seen. */
function halvesOf(table: Table): { readonly model: NoveltyModel; readonly unseen: Table } {
  const order = shuffledIndices(table.nRows, seededRandom(3));
  const fitted = fitNovelty(takeRows(table, order.subarray(0, 6000)), seededRandom(4));
  if (fitted === undefined) return expect.unreachable();
  return { model: throughJson(fitted), unseen: takeRows(table, order.subarray(6000, 11_000)) };
}

function alarms(
  model: NoveltyModel,
  table: Table,
  rate: number,
): readonly (readonly string[] | undefined)[] {
  const scorer = noveltyScorer(model);
  const columns = model.columns.map(({ name }) => getColumn(table, name));
  return Array.from(
    { length: table.nRows },
    (_, i) =>
      scorer.judge(
        columns.map((column): Cell => cell(column, i)),
        rate,
      )?.columns,
  );
}

const share = (found: readonly unknown[]) =>
  found.filter((one) => one !== undefined).length / found.length;

/** The table with the numbers of a column changed. */
function changed(table: Table, name: string, change: (value: number, i: number) => number): Table {
  return makeTable(
    table.columns.map((column) =>
      column.name === name && isNumeric(column)
        ? { ...column, values: column.values.map(change) }
        : column,
    ),
  );
}

describe.runIf(REAL.length > 0)('novelty of real rows', () => {
  it.each(REAL.flatMap((one) => [0.01, 0.05].map((rate) => ({ ...one, rate }))))(
    'calls at most $rate of the ordinary rows of $name unusual, and not much less',
    ({ table, rate }) => {
      const { model, unseen } = halves(table);
      // Both the rows that calibrate (3000) and those that are judged (5000) are a sample: four standard deviations.
      const sd = Math.sqrt(rate * (1 - rate) * (1 / 3000 + 1 / unseen.nRows));
      const observed = share(alarms(model, unseen, rate));
      expect(observed).toBeLessThan(rate + 4 * sd);
      expect(observed).toBeGreaterThan(rate - 4 * sd);
    },
  );

  it('finds numbers in another unit, and names the column', () => {
    const { model, unseen } = halves(TABLES.housing ?? expect.unreachable());
    const found = alarms(
      model,
      changed(unseen, 'median_income', (value) => value * 10),
      0.01,
    );
    expect(share(found)).toBeGreaterThan(0.9);
    const named = found.filter((columns) => columns?.[0] === 'median_income').length;
    expect(named / unseen.nRows).toBeGreaterThan(0.8);
  });

  it('finds ordinary values that do not go together', () => {
    const { model, unseen } = halves(TABLES.housing ?? expect.unreachable());
    // Of another district each: every value by itself is ordinary. Fifteen times as many as of ordinary rows.
    const column = getColumn(unseen, 'households');
    const others = isNumeric(column) ? column.values.slice() : expect.unreachable();
    const mixed = changed(unseen, 'households', (_, i) => others[(i + 1) % others.length]);
    expect(share(alarms(model, mixed, 0.01))).toBeGreaterThan(0.15);
  });

  it('finds levels that training never saw, and missing values where there were none', () => {
    const { model } = halves(TABLES.adult ?? expect.unreachable());
    const scorer = noveltyScorer(model);
    const row = model.columns.map(
      (column): Cell => (column.kind === 'number' ? column.quantiles[32] : column.levels[0]),
    );
    expect(scorer.judge(row, 0.1)).toBeUndefined();
    const at = model.columns.findIndex(({ name }) => name === 'sex');
    expect(scorer.judge(row.with(at, 'robot'), 0.01)?.columns).toEqual(['sex']);
    expect(scorer.judge(row.with(at, null), 0.01)?.columns).toEqual(['sex']);
  });
});

describe('fitNovelty', () => {
  const random = seededRandom(5);
  const number = (name: string, make: (i: number) => number, n = 1000) => ({
    name,
    kind: 'number' as const,
    values: Float64Array.from({ length: n }, (_, i) => make(i)),
  });

  it('says nothing of few rows, and of dates and texts alone', () => {
    const few = makeTable([number('x', () => random.next(), 100)]);
    const dates = makeTable([{ ...number('t', (i) => i * 1e9), kind: 'date' as const }]);
    expect([fitNovelty(few, random), fitNovelty(dates, random)]).toEqual([undefined, undefined]);
  });

  it('scores a value higher the farther it lies out', () => {
    const model = fitNovelty(makeTable([number('x', () => random.normal())]), random);
    const { score } = noveltyScorer(model ?? expect.unreachable());
    const scores = [0, 1, 2, 3, 5, 10, 100, 1e6, 1e300].map((x) => score([x]));
    expect(scores).toEqual(scores.toSorted((a, b) => a - b));
    expect(scores.every(Number.isFinite)).toBe(true);
  });

  it('takes a column of one value for what it is: any other value is new', () => {
    const table = makeTable([number('k', () => 7), number('x', () => random.normal())]);
    const { judge } = noveltyScorer(fitNovelty(table, random) ?? expect.unreachable());
    expect([judge([7, 0], 0.1), judge([8, 0], 0.01)?.columns]).toEqual([undefined, ['k']]);
  });
});
