import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inferInputs } from '../artifact/index.ts';
import { seededRandom } from '../math/index.ts';
import type { Target } from '../models/index.ts';
import { fitGraph, RECIPES, type Recipe } from '../preprocess/index.ts';
import { kFolds } from '../selection/index.ts';
import { type Column, encodeText, makeTable, type Table, takeRows } from '../table/index.ts';
import { prepareFold, takeTargetRows } from './index.ts';

const N_ROWS = 60;
const recipes = Object.keys(RECIPES) as Recipe[];

/** A cell of each kind of column; what stands in held-out rows is arbitrary. */
const row = fc.record({
  amount: fc.oneof(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), fc.constant(Number.NaN)),
  at: fc.oneof(fc.integer({ min: 0, max: 2e12 }), fc.constant(Number.NaN)),
  city: fc.oneof(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.constant(null)),
  isNew: fc.constantFrom('yes', 'no', null),
  note: fc.oneof(
    fc
      .array(fc.constantFrom('free', 'entry', 'call', 'now!'), { maxLength: 5 })
      .map((words) => words.join(' ')),
    fc.constant(null),
  ),
});
interface Row {
  readonly amount: number;
  readonly at: number;
  readonly city: string | null;
  readonly isNew: string | null;
  readonly note: string | null;
}

function tableOf(rows: readonly Row[]): Table {
  const columns: Column[] = [
    { name: 'amount', kind: 'number', values: Float64Array.from(rows, ({ amount }) => amount) },
    { name: 'at', kind: 'date', values: Float64Array.from(rows, ({ at }) => at) },
    encodeText(
      'city',
      'category',
      rows.map(({ city }) => city),
    ),
    encodeText(
      'isNew',
      'boolean',
      rows.map(({ isNew }) => isNew),
    ),
    encodeText(
      'note',
      'text',
      rows.map(({ note }) => note),
    ),
  ];
  return makeTable(columns);
}

const targetOf = (rows: readonly Row[]): Target => ({
  kind: 'classification',
  codes: Int32Array.from(rows, ({ amount }) => (amount > 0 ? 1 : 0)),
  nClasses: 2,
});

const rowsTwice = fc.tuple(
  fc.array(row, { minLength: N_ROWS, maxLength: N_ROWS }),
  fc.array(
    row.map((one) => ({ ...one, city: `only here ${one.city}`, note: `only here ${one.note}` })),
    { minLength: N_ROWS, maxLength: N_ROWS },
  ),
  fc.integer({ min: 0, max: 1000 }),
);

describe.each(recipes)('what recipe %s learns', (recipe) => {
  it('depends on no held-out row, to the bit', () => {
    fc.assert(
      fc.property(rowsTwice, ([rows, others, seed]) => {
        const folds = kFolds(
          { kind: 'random', nRows: N_ROWS },
          { nFolds: 3, random: seededRandom(seed) },
        );
        for (const split of folds) {
          const held = new Set(split.test);
          const spied = rows.map((one, i): Row => (held.has(i) ? (others[i] ?? one) : one));
          const [before, after] = [tableOf(rows), tableOf(spied)];
          const known = takeTargetRows(targetOf(rows), split.train);
          const signatureOf = (table: Table) => inferInputs(takeRows(table, split.train));
          const graphOf = (table: Table) => fitGraph(recipe, takeRows(table, split.train), known);
          expect(graphOf(after)).toEqual(graphOf(before));
          expect(signatureOf(after)).toEqual(signatureOf(before));
          expect(prepareFold(recipe, after, split, targetOf(spied)).xTrain).toEqual(
            prepareFold(recipe, before, split, targetOf(rows)).xTrain,
          );
        }
      }),
      { seed: 7, numRuns: 5 },
    );
  });
});
