import { describe, expect, it } from 'vitest';
import { seededRandom } from '../math/index.ts';
import type { Target } from '../models/index.ts';
import { kFolds } from '../selection/index.ts';
import { makeTable, type Table } from '../table/index.ts';
import { compareSelections, SELECTION_METHODS } from './index.ts';

/** Columns of noise, and classes that are noise as well but for what `signal` columns say. */
function problem(nRows: number, nColumns: number, signal: number) {
  const random = seededRandom(4);
  const columns = Array.from({ length: nColumns }, (_, j) => ({
    name: `x${j}`,
    kind: 'number' as const,
    values: Float64Array.from({ length: nRows }, () => random.normal()),
  }));
  const codes = Int32Array.from({ length: nRows }, (_, i) => {
    const sum = columns.slice(0, signal).reduce((all, { values }) => all + values[i], 0);
    return sum + (signal > 0 ? 0.5 : 1) * random.normal() > 0 ? 1 : 0;
  });
  const features: Table = makeTable(columns);
  const target = { kind: 'classification', codes, nClasses: 2 } as const;
  const folds = kFolds({ kind: 'stratified', classes: codes }, { nFolds: 4, random });
  return { features, target, folds };
}

const how = { estimator: 'logistic', metrics: ['roc_auc'], seed: 1 } as const;
const meanOf = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

describe('compareSelections', () => {
  it('finds nothing in noise, and would, were features chosen on all rows', () => {
    const { features, target, folds } = problem(80, 150, 0);
    const everywhere = Int32Array.from({ length: 80 }, (_, i) => i);
    const method = SELECTION_METHODS.filter(({ name }) => name === 'univariate');
    const on = { features, target, ...how, methods: method, nKept: 5 };
    const [spied] = compareSelections({ ...on, folds: [{ train: everywhere, test: everywhere }] });
    const kept = new Set(spied.folds[0].kept);
    const few = { ...features, columns: features.columns.filter(({ name }) => kept.has(name)) };
    const [row] = compareSelections({ ...on, features: few, folds });
    const [honest] = compareSelections({ ...on, folds });
    expect(meanOf(honest.folds.map(({ values }) => values[0]))).toBeLessThan(0.65);
    expect(meanOf(row.folds.map(({ values }) => values[0]))).toBeGreaterThan(0.7);
  });

  it('keeps what the target is made of, and names it', () => {
    const rows = compareSelections({ ...problem(200, 12, 3), ...how, nKept: 3 });
    expect(rows.map(({ method }) => method.name)).toEqual(
      SELECTION_METHODS.map(({ name }) => name),
    );
    for (const { method, folds } of rows.slice(1))
      for (const { kept } of folds)
        expect([method.name, kept]).toEqual([method.name, ['x0', 'x1', 'x2']]);
    expect(rows[0].folds[0].kept).toHaveLength(12);
  });

  it('chooses half of the features unless told how many, and never more than there are', () => {
    const { features, target, folds } = problem(60, 5, 1);
    const on = { features, target, folds: folds.slice(0, 1), ...how };
    const counts = (nKept?: number) =>
      compareSelections({ ...on, nKept }).map(({ folds: [{ kept }] }) => kept.length);
    expect(counts().filter((n) => n > 3)).toEqual([5]);
    expect(counts(99)[2]).toBe(5);
  });
});

describe.each(SELECTION_METHODS)('selection $name', (method) => {
  it('sees no held-out row', () => {
    const { features, target, folds } = problem(60, 8, 2);
    const [{ train, test }] = folds;
    const codes = target.codes.slice();
    for (const i of test) codes[i] = 1 - codes[i];
    const poisoned = makeTable(
      features.columns.map((column) => {
        if (!('values' in column)) return column;
        const values = column.values.slice();
        for (const i of test) values[i] = i % 2 ? 1e12 * values[i] : Number.NaN;
        return { ...column, values };
      }),
    );
    const keptOf = (table: Table, y: Target) => {
      const on = { features: table, target: y, folds: [{ train, test }], ...how, nKept: 3 };
      return compareSelections({ ...on, methods: [method] })[0].folds[0].kept;
    };
    expect(keptOf(poisoned, { ...target, codes })).toEqual(keptOf(features, target));
  });

  it('chooses the same from the same, and leaves rows untouched', () => {
    const random = seededRandom(2);
    const values = Float64Array.from({ length: 40 * 6 }, () => random.normal());
    const x = { nRows: 40, nColumns: 6, values };
    const before = values.slice();
    const y: Target = { kind: 'regression', values: values.filter((_, at) => at % 6 === 0) };
    const select = () => method.select(x, y, { nKept: 2, random: seededRandom(9) });
    expect(select()).toEqual(select());
    expect(values).toEqual(before);
    expect(select()).toContain(0);
  });
});
